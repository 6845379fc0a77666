type Wanted = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing'

const LITERAL = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/

/** Whether a text that comes in pieces is one JSON value (RFC 8259), told without holding more than its nesting. */
export class JsonSyntax {
  #wanted: Wanted = 'value'
  #sound = true
  readonly #open: ('{' | '[')[] = []
  /** A string or a literal that goes on in the next piece. */
  #begun: 'string' | 'escape' | 'literal' | null = null
  #isKey = false
  #literal = ''

  push(piece: string): void {
    let at = 0
    while (this.#sound && at < piece.length) at = this.#begun ? this.#goOn(piece, at) : this.#begin(piece, at)
  }

  /** The answer, when nothing more comes. */
  end(): boolean {
    if (this.#begun === 'literal') this.#endLiteral()
    return this.#sound && this.#begun === null && this.#wanted === 'nothing'
  }

  #begin(piece: string, at: number): number {
    const character = piece[at] ?? ''
    if (' \t\n\r'.includes(character)) return at + 1
    if (character === '"') this.#beginString()
    else if (character === '{' || character === '[') this.#openWith(character)
    else if (character === '}' || character === ']') this.#close(character === '}' ? '{' : '[')
    else if (character === ':') this.#expect('colon', 'value')
    else if (character === ',') this.#expect('comma-or-end', this.#open.at(-1) === '{' ? 'key' : 'value')
    else {
      this.#begun = 'literal'
      this.#literal = ''
      return at
    }
    return at + 1
  }

  #goOn(piece: string, at: number): number {
    if (this.#begun === 'literal') return this.#literalFrom(piece, at)
    if (this.#begun === 'escape') {
      this.#sound = '"\\/bfnrtu'.includes(piece[at] ?? '')
      this.#begun = 'string'
      return at + 1
    }
    for (let i = at; i < piece.length; i++) {
      const code = piece.charCodeAt(i)
      if (code === 0x22) return this.#endString(i + 1)
      if (code === 0x5c) {
        this.#begun = 'escape'
        return i + 1
      }
      if (code < 0x20) this.#sound = false
    }
    return piece.length
  }

  #beginString(): void {
    this.#isKey = this.#wanted === 'key' || this.#wanted === 'key-or-end'
    this.#sound = this.#isKey || this.#wantsValue
    this.#begun = 'string'
  }

  #endString(next: number): number {
    this.#begun = null
    if (this.#isKey) this.#wanted = 'colon'
    else this.#endValue()
    return next
  }

  #literalFrom(piece: string, at: number): number {
    let end = at
    while (end < piece.length && !' \t\n\r,:]}[{"'.includes(piece[end] ?? '')) end++
    this.#literal += piece.slice(at, end)
    if (end < piece.length) this.#endLiteral()
    return end
  }

  #endLiteral(): void {
    this.#begun = null
    this.#sound = this.#wantsValue && LITERAL.test(this.#literal)
    this.#endValue()
  }

  #openWith(bracket: '{' | '['): void {
    this.#sound = this.#wantsValue
    this.#open.push(bracket)
    this.#wanted = bracket === '{' ? 'key-or-end' : 'value-or-end'
  }

  #close(bracket: '{' | '['): void {
    const empty = bracket === '{' ? 'key-or-end' : 'value-or-end'
    this.#sound = this.#open.pop() === bracket && (this.#wanted === empty || this.#wanted === 'comma-or-end')
    this.#endValue()
  }

  #expect(wanted: Wanted, next: Wanted): void {
    this.#sound = this.#wanted === wanted && this.#open.length > 0
    this.#wanted = next
  }

  #endValue(): void {
    this.#wanted = this.#open.length > 0 ? 'comma-or-end' : 'nothing'
  }

  get #wantsValue(): boolean {
    return this.#wanted === 'value' || this.#wanted === 'value-or-end'
  }
}
