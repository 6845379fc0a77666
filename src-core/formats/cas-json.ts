import { entryOfCas, SOFA_ID, structuresOf, TYPE_SYSTEM, VIEW, type Structure } from './cas.ts'
import { isFields, type Checker, type Fields } from './check.ts'
import type { DatasetEntry } from './dataset.ts'
import type { Carries, Format, SourceFile } from './format.ts'
import { isInside, PathMaker } from './paths.ts'
import { shown } from './problem.ts'
import { stemOf } from './reading.ts'
import { say } from './phrase.ts'

export const CAS_CARRIES = {
  ...{ unit: 'utf16', text: 'exact', borders: 'any', overlaps: true, pieces: true, attributes: true, relations: true },
  ...{ relationAttributes: false, notes: true, entities: true, provenance: false, annotators: true, ids: true },
  documents: false,
} as const satisfies Omit<Carries, 'characters'>

/** UIMA CAS JSON 0.4, a file a document × annotator; INCEpTION's present format. */
export const casJson: Format = {
  id: 'cas-json',
  name: 'UIMA CAS JSON 0.4',
  extensions: ['.json'],
  layout: 'folder',
  carries: { ...CAS_CARRIES, characters: 'all' },
  recognise: (files) => files.some(({ text }) => text.includes('"%FEATURE_STRUCTURES"')),
  alone: (data) => data,
  read: (files, check) =>
    files
      .filter(({ name }) => name.endsWith('.json') && isInside(name, check))
      .flatMap((file) => readFile(file, check)),
  write({ annotators }) {
    const paths = new PathMaker(annotators)
    return {
      add: (entry) => [{ file: `${paths.stem(entry.id, entry.annotator)}.json`, data: casOf(entry) }],
      end: () => [],
    }
  },
}

function casOf(entry: DatasetEntry): string {
  const structures = structuresOf(entry)
  const types = TYPE_SYSTEM.map(({ name, parent, features }) => {
    const described = Object.entries(features).map(([feature, range]) => [
      feature,
      { '%NAME': feature, '%RANGE': range },
    ])
    return [name, { '%NAME': name, '%SUPER_TYPE': parent, ...(Object.fromEntries(described) as object) }]
  })
  const sofa = {
    '%ID': SOFA_ID,
    '%TYPE': 'uima.cas.Sofa',
    sofaNum: 1,
    sofaID: VIEW,
    mimeType: 'text/plain',
    sofaString: entry.text,
  }
  const lines = [sofa, ...structures.map(structureToJson)].map((each) => JSON.stringify(each))
  const members = JSON.stringify({ [VIEW]: { '%SOFA': SOFA_ID, '%MEMBERS': structures.map(({ id }) => id) } })
  return `{"%TYPES": ${JSON.stringify(Object.fromEntries(types))},\n "%FEATURE_STRUCTURES": [\n  ${lines.join(',\n  ')}\n ],\n "%VIEWS": ${members}}\n`
}

function structureToJson({ id, type, features, references }: Structure): object {
  const refs = Object.entries(references).map(([name, target]) => [`@${name}`, target])
  const sofa = 'begin' in features ? { '@sofa': SOFA_ID } : {}
  return { '%ID': id, '%TYPE': type, ...sofa, ...features, ...(Object.fromEntries(refs) as object) }
}

function readFile(file: SourceFile, check: Checker): DatasetEntry[] {
  check.at(file.name, null)
  const value = check.parse(file.text)
  if (value === undefined) return []
  const list: unknown = check.fields(value, '')['%FEATURE_STRUCTURES']
  const all = isFields(list) ? Object.values(list) : check.list(list, '%FEATURE_STRUCTURES')
  const structures = all.map((each, i) => check.fields(each, `%FEATURE_STRUCTURES[${i}]`))
  const sofa = structures.find((each) => each['%TYPE'] === 'uima.cas.Sofa')
  if (!sofa) check.fault('missing', '%FEATURE_STRUCTURES', { expected: say('sofa', { type: 'uima.cas.Sofa' }) })
  if (!sofa) return []
  const text = check.text(sofa['sofaString'], 'sofaString')
  const read = structures.filter((each) => each !== sofa).map((each, i) => structureOf(each, i, check))
  const seen = new Set<number>()
  for (const { id } of read) {
    if (seen.has(id)) check.fault('duplicate', '%ID', { id: shown(String(id)) })
    seen.add(id)
  }
  return check.faults ? [] : [entryOfCas('cas-json', stemOf(file.name), text, read, check)]
}

function structureOf(fields: Fields, i: number, check: Checker): Structure {
  const features: [string, string | number][] = []
  const references: [string, number][] = []
  for (const [name, value] of Object.entries(fields)) {
    if (name.startsWith('%') || name === '@sofa') continue
    if (name.startsWith('@') && typeof value === 'number') references.push([name.slice(1), value])
    else if (typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value)))
      features.push([name, value])
    else if (typeof value === 'boolean') features.push([name, String(value)])
  }
  return {
    id: check.whole(fields['%ID'], `%FEATURE_STRUCTURES[${i}].%ID`),
    type: check.text(fields['%TYPE'], `%FEATURE_STRUCTURES[${i}].%TYPE`),
    features: Object.fromEntries(features),
    references: Object.fromEntries(references),
  }
}
