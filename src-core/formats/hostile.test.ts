import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Checker } from './check.ts'
import type { DatasetEntry } from './dataset.ts'
import { fit } from './fit.ts'
import type { Format, SourceFile } from './format.ts'
import { FORMATS, isReadable, readFiles, recognise } from './registry.ts'
import { asSource, written } from './testing/files.ts'
import { TROUBLES } from './testing/samples.ts'

/* Whatever a file holds: entries or faults, never an exception, a hang or a changed prototype. */

const DEEP = 10_000
const HOSTILE: Readonly<Record<string, string>> = {
  nothing: '',
  'a line feed': '\n',
  'deep lists': '['.repeat(DEEP),
  'deep lists that end': `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`,
  'deep objects': `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`,
  'deep objects in a list of tasks': `[{"data":{"text":"x","id":${'['.repeat(DEEP)}${']'.repeat(DEEP)}},"annotations":[]}]`,
  'deep elements': `<xmi:XMI xmlns:xmi="x">${'<a>'.repeat(DEEP)}`,
  'a prototype':
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"text":"x","label":[[0,1,"__proto__"]],"entities":[[0,1,"__proto__"]],"spans":{"__proto__":[]},"tokens":["x"],"ner_tags":["B-__proto__"],"meta":{"__proto__":{"polluted":1}},"data":{"__proto__":{"polluted":1}}}',
  'huge numbers':
    '{"text":"x","label":[[0,1e999,"A"]],"entities":[[-1,9007199254740993,"A"]],"spans":[{"start":1e308,"end":1e309,"label":"A"}],"tokens":["x"],"ner_tags":[1e99]}',
  'expanding entities':
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><xmi:XMI xmlns:xmi="x">&b;</xmi:XMI>',
  'an outer entity': '<!DOCTYPE x SYSTEM "file:///etc/passwd"><xmi:XMI xmlns:xmi="x"/>',
  'a WebAnno offset far away':
    '#FORMAT=WebAnno TSV 3.3\n#T_SP=a|b\n\n#Text=x\n1-1\t999999999999-1000000000000\tx\t_\t\n',
  'a YAML bomb': '---\na: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n---\n',
  'a brat offset far away': 'T1\tA 99999999999999999999 999999999999999999999\tx\nR1\ta Arg1:T1 Arg2:T9\nE1\ta:E1\n',
  'columns of rubbish': '\t\t\t\n\0\t\0\nB-\tB-\n-DOCSTART-\n',
  'a long line': 'x'.repeat(100_000),
}

function outcome(format: Format, files: readonly SourceFile[]): string {
  const check = new Checker()
  recognise(files)
  const entries = readFiles(format, files, check)
  for (const { start, end } of entries.flatMap((entry) =>
    entry.spans.map((span) => ({ start: span.ranges[0]?.[0] ?? -1, end: span.ranges.at(-1)?.[1] ?? -1 })),
  ))
    if (!check.faults && !(start >= 0 && start < end)) throw new Error('An impossible span was accepted')
  return check.faults ? 'refused' : 'read'
}

function filesNamed(format: Format, text: string): SourceFile[] {
  const names = format.extensions.map((extension) => `a${extension}`)
  return [...names, 'README.md', 'postil-documents.tsv'].map((name) => ({ name, text }))
}

for (const format of FORMATS.filter(isReadable))
  describe(format.id, () => {
    for (const [description, text] of Object.entries(HOSTILE))
      it(`survives ${description}`, () => {
        for (const files of [filesNamed(format, text), filesNamed(format, text).slice(0, 1)]) outcome(format, files)
        expect(Object.keys(Object.prototype)).toEqual([])
        expect(({} as { polluted?: number }).polluted).toBeUndefined()
      })

    it('reads or refuses whatever is cut out of its own files and put into them', () => {
      const entries = Object.values(TROUBLES)
        .slice(0, 10)
        .map((entry) => fit(entry, format, 'longest').entry)
      const files = asSource(written(format, entries))
      const snippets = fc.constantFrom(
        '',
        '\n',
        '\t',
        '"',
        '{',
        ']',
        '<',
        '&x;',
        '-1',
        '1e999',
        '999999999',
        '\\',
        '_',
        '|',
        '[1]',
        '\ud800',
        '__proto__',
        '../',
      )
      const seen = new Set<string>()
      fc.assert(
        fc.property(fc.nat(), fc.nat(), fc.nat(40), snippets, (which, at, length, snippet) => {
          const changed = files.map((file, i) => {
            const start = at % (file.text.length + 1)
            return i === which % files.length
              ? { ...file, text: file.text.slice(0, start) + snippet + file.text.slice(start + length) }
              : file
          })
          seen.add(outcome(format, changed))
        }),
        { seed: 22, numRuns: 40 },
      )
      expect(seen.has('refused')).toBe(true)
    })
  })

/** Put in the place of any word, number or string of a file that is right otherwise. */
const POISONS: Readonly<Record<string, string>> = {
  'a number beyond all': '1e999',
  'a long number': '9'.repeat(400),
  'a number below nought': '-1',
  'half a character': '0.5',
  'a prototype': '__proto__',
  'a constructor': 'constructor',
  'a way out': '../../../../etc/passwd',
  'deep lists': `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`,
  'an entity': '&a;',
  'a reference to a character that none is': '&#0;',
  nothing: '',
  'half a pair': '\ud800',
  'a null': '\0',
}
const WORD = /"(?:[^"\\\n]|\\.)*"|[\p{L}\p{N}_%@./-]+/gu
const MOST_PLACES = 30
const LONGEST_MS = 2000
/** What is wrong with a file before anything in it is looked at. */
const AT_THE_DOOR = new Set(['bad-json', 'bad-xml', 'bad-yaml', 'declared-entity', 'no-documents', 'not-utf8'])

describe.each(FORMATS.filter(isReadable).map((format) => [format.id, format] as const))(
  'in the middle of %s',
  (_, format) => {
    const entries = Object.values(TROUBLES).map((entry) => fit(entry, format, 'longest').entry)
    const whole = asSource(written(format, entries))

    it('every poison is read as what it says or refused, in time, and changes no prototype', () => {
      const codes = new Set<string>()
      for (const [poison, value] of Object.entries(POISONS))
        for (const files of poisoned(whole, value)) {
          const began = performance.now()
          const check = new Checker()
          const found = readFiles(format, files, check)
          for (const { code } of check.problems) codes.add(code)
          if (!check.faults) expectSafe(found)
          expect([poison, performance.now() - began < LONGEST_MS]).toEqual([poison, true])
        }
      expect(Object.keys(Object.prototype)).toEqual([])
      expect([...codes].filter((code) => !AT_THE_DOOR.has(code))).not.toEqual([])
    })

    it('a document type with entities is never expanded', () => {
      if (!whole.some(({ text }) => text.startsWith('<?xml'))) return
      const declared = whole.map((file) => ({
        ...file,
        text: file.text.replace(/\?>/, '?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'),
      }))
      const check = new Checker()
      readFiles(format, declared, check)
      expect(check.problems.map(({ code }) => code)).toContain('declared-entity')
    })
  },
)

/** Files with one of their words replaced, at places spread over all of them. */
function* poisoned(files: readonly SourceFile[], value: string): Generator<SourceFile[]> {
  const places = files.flatMap(({ text }, which) =>
    [...text.matchAll(WORD)].map(({ index, 0: word }) => ({ which, index, word })),
  )
  const step = Math.max(1, Math.floor(places.length / MOST_PLACES))
  for (let i = 0; i < places.length; i += step) {
    const place = places[i]
    if (!place) continue
    const { which, index, word } = place
    const put = word.startsWith('"') && i % 2 ? JSON.stringify(value) : value
    yield files.map((file, n) =>
      n === which ? { ...file, text: file.text.slice(0, index) + put + file.text.slice(index + word.length) } : file,
    )
  }
}

/** Whatever was read can be written again, and no file of it leads out of its folder. */
function expectSafe(entries: readonly DatasetEntry[]): void {
  for (const { text, spans } of entries)
    for (const { ranges } of spans)
      for (const [start, end] of ranges)
        if (!(start >= 0 && start < end && end <= text.length)) throw new Error(`An impossible span: ${start}-${end}`)
  const brat = FORMATS.find(({ id }) => id === 'brat')
  if (!brat) throw new Error('There is no brat')
  const names = [
    ...written(
      brat,
      entries.map((entry) => fit(entry, brat, 'longest').entry),
    ).keys(),
  ]
  expect(names.filter((name) => name.split('/').includes('..') || /^[/\\]|^[a-z]:|\0/i.test(name))).toEqual([])
}

it('refuses paths that leave the folder', () => {
  for (const format of FORMATS.filter(({ layout, read }) => layout === 'folder' && read))
    for (const name of ['../a', '/etc/a', 'c:\\a', 'a\0b', 'x/../../a']) {
      if (format.id === 'huggingface') continue
      const check = new Checker()
      readFiles(format, [{ name: `${name}${format.extensions.at(-1) ?? ''}`, text: 'x' }], check)
      expect([format.id, name, check.problems[0]?.code]).toEqual([format.id, name, 'unsafe-path'])
    }
})
