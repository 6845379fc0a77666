/** Which slots of a table were met: a byte each, where a set takes forty. */
export class SlotMarks {
  #marks = new Uint8Array(4096)

  add(slot: number): void {
    if (slot >= this.#marks.length) {
      const wider = new Uint8Array(2 * slot)
      wider.set(this.#marks)
      this.#marks = wider
    }
    this.#marks[slot] = 1
  }

  has(slot: number): boolean {
    return this.#marks[slot] === 1
  }
}
