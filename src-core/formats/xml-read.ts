import { SaxesParser } from 'saxes'
import type { Checker } from './check.ts'
import { say, type Phrase } from './phrase.ts'

const DEEPEST = 64

export interface Element {
  /** With its prefix resolved: `{namespace}local`. */
  readonly name: string
  readonly local: string
  readonly namespace: string
  readonly attributes: ReadonlyMap<string, string>
}

interface Visitor {
  readonly open?: (element: Element) => void
  readonly text?: (text: string) => void
  readonly close?: (element: Element) => void
}

/**
 * Walks through an XML document. Document types are refused before anything is expanded, nesting beyond 64 and markup
 * that is not well formed too; each is a fault, after which nothing more is visited. Attributes go by their local name,
 * `xml:id` and `xmi:id` by `id`.
 */
export function walkXml(xml: string, visitor: Visitor, check: Checker): void {
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) return check.fault('declared-entity', '')
  const parser = new SaxesParser({ xmlns: true, position: true })
  const open: Element[] = []
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', (tag) => {
    if (open.length >= DEEPEST) throw new TooDeep()
    const attributes = new Map(Object.values(tag.attributes).map(({ local, value }) => [local, value]))
    const element = { name: `{${tag.uri}}${tag.local}`, local: tag.local, namespace: tag.uri, attributes }
    open.push(element)
    visitor.open?.(element)
  })
  parser.on('text', (text) => visitor.text?.(text))
  parser.on('closetag', () => {
    const element = open.pop()
    if (element) visitor.close?.(element)
  })
  try {
    parser.write(xml).close()
  } catch (error) {
    if (error instanceof TooDeep) check.fault('too-deep', '', { limit: DEEPEST })
    else check.fault('bad-xml', '', { detail: trouble(error) })
  }
}

class TooDeep extends Error {}

function trouble(error: unknown): Phrase {
  const [, line, column, message] = /(\d+):(\d+): ?(.*)/.exec(error instanceof Error ? error.message : '') ?? []
  if (!line || !column) return say('unreadable')
  return say('xml-at', { line: Number(line), column: Number(column), message: (message ?? '').slice(0, 120) })
}
