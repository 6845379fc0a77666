import { CAS_CARRIES } from './cas-json.ts'
import { entryOfCas, SOFA_ID, structuresOf, TYPE_SYSTEM, VIEW, type Structure } from './cas.ts'
import type { Checker } from './check.ts'
import type { DatasetEntry } from './dataset.ts'
import type { Format, SourceFile } from './format.ts'
import { isInside, PathMaker } from './paths.ts'
import { stemOf } from './reading.ts'
import { walkXml, type Element } from './xml-read.ts'
import { xmlAttribute, xmlText } from './xml.ts'
import { say } from './phrase.ts'

/** UIMA CAS XMI 1.0, a file a document × annotator, with the type system beside. */
export const casXmi: Format = {
  id: 'cas-xmi',
  name: 'UIMA CAS XMI',
  extensions: ['.xmi'],
  layout: 'folder',
  carries: { ...CAS_CARRIES, characters: 'xml' },
  recognise: (files) => files.some(({ text }) => /<xmi:XMI\b/.test(text.slice(0, 2000))),
  alone: (data) => data,
  read: (files, check) =>
    files
      .filter(
        ({ name, text }) =>
          !/(^|\/)TypeSystem\.xml$/i.test(name) && /\.(xmi|xml)$/.test(name) && text !== '' && isInside(name, check),
      )
      .flatMap((file) => readFile(file, check)),
  write({ annotators }) {
    const paths = new PathMaker(annotators)
    return {
      add: (entry) => [{ file: `${paths.stem(entry.id, entry.annotator)}.xmi`, data: xmiOf(entry) }],
      end: () => [{ file: 'TypeSystem.xml', data: typeSystem() }],
    }
  },
}

const XMI = 'http://www.omg.org/XMI'
const CAS = 'http:///uima/cas.ecore'

function xmiOf(entry: DatasetEntry): string {
  const structures = structuresOf(entry)
  const packages = [...new Set(structures.map(({ type }) => packageOf(type)))]
  const prefixes = new Map(packages.map((name, i) => [name, `p${i}`]))
  const namespaces = packages.map((name) => ` xmlns:${prefixes.get(name) ?? ''}="${namespaceOf(name)}"`).join('')
  const lines = structures.map(({ id, type, features, references }) => {
    const sofa = 'begin' in features ? ` sofa="${SOFA_ID}"` : ''
    const pairs = [...Object.entries(features), ...Object.entries(references)]
    const attributes = pairs.map(([name, value]) => ` ${name}="${xmlAttribute(String(value))}"`).join('')
    return `  <${prefixes.get(packageOf(type)) ?? ''}:${localOf(type)} xmi:id="${id}"${sofa}${attributes}/>\n`
  })
  const sofa = `  <cas:Sofa xmi:id="${SOFA_ID}" sofaNum="1" sofaID="${VIEW}" mimeType="text/plain" sofaString="${xmlAttribute(entry.text)}"/>\n`
  const view = `  <cas:View sofa="${SOFA_ID}" members="${structures.map(({ id }) => id).join(' ')}"/>\n`
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<xmi:XMI xmlns:xmi="${XMI}" xmlns:cas="${CAS}"${namespaces} xmi:version="2.0">\n` +
    `  <cas:NULL xmi:id="0"/>\n${lines.join('')}${sofa}${view}</xmi:XMI>\n`
  )
}

function packageOf(type: string): string {
  return type.slice(0, type.lastIndexOf('.'))
}

function localOf(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1)
}

function namespaceOf(name: string): string {
  return `http:///${name.replace(/\./g, '/')}.ecore`
}

function typeSystem(): string {
  const types = TYPE_SYSTEM.map(({ name, parent, features }) => {
    const described = Object.entries(features).map(
      ([feature, range]) =>
        `        <featureDescription><name>${feature}</name><description/><rangeTypeName>${range}</rangeTypeName></featureDescription>\n`,
    )
    return `    <typeDescription>\n      <name>${xmlText(name)}</name><description/><supertypeName>${parent}</supertypeName>\n      <features>\n${described.join('')}      </features>\n    </typeDescription>\n`
  })
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">\n' +
    `  <types>\n${types.join('')}  </types>\n</typeSystemDescription>\n`
  )
}

const REFERENCES = new Set(['Governor', 'Dependent', 'span'])

function readFile(file: SourceFile, check: Checker): DatasetEntry[] {
  check.at(file.name, null)
  const before = check.count
  const structures: Structure[] = []
  const texts: string[] = []
  walkXml(
    file.text,
    {
      open(element) {
        if (element.namespace === CAS && element.local === 'Sofa')
          texts.push(element.attributes.get('sofaString') ?? '')
        else if (element.namespace !== CAS && element.namespace !== XMI) structures.push(structureOf(element, check))
      },
    },
    check,
  )
  const [text] = texts
  if (text === undefined && check.count === before)
    check.fault('missing', 'Sofa', { expected: say('sofa', { type: 'cas:Sofa' }) })
  return text === undefined || check.count > before
    ? []
    : [entryOfCas('cas-xmi', stemOf(file.name), text, structures, check)]
}

function structureOf({ namespace, local, attributes }: Element, check: Checker): Structure {
  const path = /^http:\/\/\/(.+)\.ecore$/.exec(namespace)?.[1]?.replace(/\//g, '.') ?? ''
  const features: [string, string | number][] = []
  const references: [string, number][] = []
  for (const [name, value] of attributes) {
    if (name === 'id' || name === 'sofa') continue
    if (REFERENCES.has(name) && /^\d{1,9}$/.test(value)) references.push([name, Number(value)])
    else if (name === 'begin' || name === 'end')
      features.push([name, check.whole(/^\d{1,12}$/.test(value) ? Number(value) : value, name)])
    else features.push([name, value])
  }
  const id = attributes.get('id') ?? ''
  const number = check.whole(/^\d{1,9}$/.test(id) ? Number(id) : id, 'xmi:id')
  return {
    id: number,
    type: path ? `${path}.${local}` : local,
    features: Object.fromEntries(features),
    references: Object.fromEntries(references),
  }
}
