import { detectLanguage } from './language.ts'
import { compileQuery, kwic, type CompiledQuery, type Hit, type Query } from './search.ts'

/** Finds the hits of one query in one text after the other; at most so many in each. */
export type Searcher = (text: string, lang: string | null, most: number) => Hit[]

export type CompiledSearch =
  { readonly ok: true; readonly search: Searcher } | Extract<CompiledQuery, { readonly ok: false }>

/**
 * Reads a query once, for a whole corpus. `lang` is a document's chosen language, or null to detect it, which only
 * happens in a text that holds the query at all: it is needed to tell whole words, and costs more than the search.
 */
export function compileSearch(query: Query): CompiledSearch {
  const compiled = compileQuery(query)
  if (!compiled.ok) return compiled
  const anywhere = compileQuery({ ...query, matching: { ...query.matching, wholeWord: false } })
  const isWorthIt = (text: string): boolean => {
    if (!query.matching.wholeWord || !anywhere.ok) return true
    for (const _ of anywhere.find(text, null)) return true
    return false
  }
  return {
    ok: true,
    search(text, lang, most) {
      if (!isWorthIt(text)) return []
      const found: Hit[] = []
      const language = lang ?? (query.matching.wholeWord ? detectLanguage(text) : null)
      for (const hit of kwic(text, language, compiled.find)) {
        if (found.length >= most) break
        found.push(hit)
      }
      return found
    },
  }
}
