import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse, type AST } from 'svelte/compiler'
import { expect, test } from 'vitest'

/** Attributes whose values people see or hear. */
const SEEN = new Set(['aria-label', 'aria-description', 'aria-roledescription', 'title', 'placeholder', 'alt', 'label'])

/** Three letters in a row are a word; a sign, a unit or a badge is not. */
const WORD = /\p{L}{3}/u

type Node = AST.Fragment['nodes'][number] | AST.StyleDirective | AST.Attribute

/** Words that stand in the markup itself, each with the line it is on. */
function wordsIn(source: string): readonly string[] {
  const found: string[] = []
  const line = (start: number) => source.slice(0, start).split('\n').length
  const note = (start: number, text: string) => {
    if (WORD.test(text)) found.push(`${line(start)}: ${text.trim()}`)
  }
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit)
    if (typeof value !== 'object' || value === null || !('type' in value)) return
    const node = value as Node
    if (node.type === 'StyleDirective') return
    if (node.type === 'Text') return note(node.start, node.data)
    if (node.type === 'Attribute') {
      if (SEEN.has(node.name)) literals(node.value).forEach(([start, text]) => note(start, text))
      return
    }
    Object.entries(node).forEach(([key, child]) => key !== 'metadata' && visit(child))
  }
  visit(parse(source, { modern: true }).fragment.nodes)
  return found
}

/** The literal parts of an attribute's value. An expression is code: what it says comes from the catalogue. */
function literals(value: AST.Attribute['value']): readonly (readonly [number, string])[] {
  const parts = value === true ? [] : Array.isArray(value) ? value : [value]
  return parts.flatMap((part) => {
    if (part.type === 'Text') return [[part.start, part.data] as const]
    const { expression } = part
    const isText = expression.type === 'Literal' && typeof expression.value === 'string'
    return isText ? [[part.start, String(expression.value)] as const] : []
  })
}

const root = fileURLToPath(new URL('..', import.meta.url))
const components = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.svelte'))

test.each(components)('%s says nothing that is not in the catalogue', (name) => {
  expect(wordsIn(readFileSync(`${root}/${name}`, 'utf8'))).toEqual([])
})

test.each([
  ['text', '<p>Open folder</p>', ['1: Open folder']],
  ['text inside a block', '{#if a}\n<b>Yes sir</b>{/if}', ['2: Yes sir']],
  ['an attribute that is read aloud', '<button aria-label="Close it"></button>', ['1: Close it']],
  ['an attribute between braces', '<input placeholder={"Filter"} />', ['1: Filter']],
  ['a component’s label', '<Field label="Name" />', ['1: Name']],
  ['text from the catalogue', '<p title={t("a.b")}>{t("c.d")} · 12 px</p>', []],
  ['a style that is set', '<p style:transform="translateY({y}px)"></p>', []],
  ['what nobody sees', '<p class="open folder" id="name"></p>', []],
])('the check itself: %s', (_, source, expected) => {
  expect(wordsIn(source)).toEqual(expected)
})
