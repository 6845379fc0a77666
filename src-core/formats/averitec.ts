import { CLAIM_CARRIES, claimsOf, claimSpansIn, fullDate, type Claim, type Verdict } from './claims.ts'
import { claimList } from './claim-list.ts'
import type { Format } from './format.ts'

/**
 * AVeriTeC: claims as that dataset's own JSON has them, with the place in the article as `source` beside. What no tag
 * says is null or empty: the questions, above all, are for fact-checkers to write.
 */
export const averitec: Format = {
  id: 'averitec',
  name: 'AVeriTeC claims',
  extensions: ['.json'],
  layout: 'file',
  carries: CLAIM_CARRIES,
  write: ({ name }) => claimList(`${name}.json`, '[', ']', (entry) => claimsOf(entry).map(claimToObject)),
  spansIn: (files) => claimSpansIn(files, (value) => (Array.isArray(value) ? value : [])),
}

const LABELS: Readonly<Record<Verdict, string>> = {
  supported: 'Supported',
  refuted: 'Refuted',
  not_enough_evidence: 'Not Enough Evidence',
  conflicting: 'Conflicting Evidence/Cherrypicking',
}

function claimToObject({ text, verdict, speaker, date, kind, note, url, publisher, source }: Claim): object {
  const [year, month, day] = fullDate(date) ?? []
  return {
    claim: text,
    required_reannotation: false,
    label: verdict && LABELS[verdict],
    justification: note,
    claim_date: year ? `${day ?? ''}-${month ?? ''}-${year}` : null,
    speaker,
    original_claim_url: url,
    fact_checking_article: null,
    reporting_source: publisher,
    location_ISO_code: null,
    claim_types: kind === null ? [] : [kind],
    fact_checking_strategies: [],
    questions: [],
    source,
  }
}
