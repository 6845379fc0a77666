import { isFields } from './check.ts'
import { claimList } from './claim-list.ts'
import { CLAIM_CARRIES, claimsOf, claimSpansIn, type Claim, type Verdict } from './claims.ts'
import type { Format } from './format.ts'

/**
 * schema.org ClaimReview as a JSON-LD graph. A rating stands only where a verdict was given; `source`, which schema.org
 * does not know, says where the claim is.
 */
export const claimreview: Format = {
  id: 'claimreview',
  name: 'schema.org ClaimReview',
  extensions: ['.jsonld', '.json'],
  layout: 'file',
  carries: CLAIM_CARRIES,
  write: ({ name }) =>
    claimList(`${name}.jsonld`, '{"@context":["https://schema.org",{"source":null}],"@graph":[', ']}', (entry) =>
      claimsOf(entry).map(reviewOf),
    ),
  spansIn: (files) =>
    claimSpansIn(files, (value) => (isFields(value) && Array.isArray(value['@graph']) ? value['@graph'] : [])),
}

const RATINGS: Readonly<Record<Verdict, object>> = {
  supported: { ratingValue: 5, bestRating: 5, worstRating: 1, alternateName: 'Supported' },
  refuted: { ratingValue: 1, bestRating: 5, worstRating: 1, alternateName: 'Refuted' },
  not_enough_evidence: { alternateName: 'Not enough evidence' },
  conflicting: { alternateName: 'Conflicting evidence' },
}

function reviewOf({ text, verdict, speaker, date, note, url, publisher, source }: Claim): object {
  return {
    '@type': 'ClaimReview',
    claimReviewed: text,
    author: { '@type': 'Person', name: source.annotator },
    ...(note !== null && { reviewBody: note }),
    itemReviewed: {
      '@type': 'Claim',
      ...(speaker !== null && { author: { '@type': 'Person', name: speaker } }),
      ...(date !== null && { datePublished: date }),
      appearance: {
        '@type': 'CreativeWork',
        identifier: source.document,
        ...(url !== null && { url }),
        ...(publisher !== null && { publisher: { '@type': 'Organization', name: publisher } }),
      },
    },
    ...(verdict && { reviewRating: { '@type': 'Rating', ...RATINGS[verdict] } }),
    source,
  }
}
