import { tokenKappa } from './token-kappa.ts'

/** Cohen's kappa on tokens, a token's category being the label of the span that touches it, or none. See {@link tokenKappa}. */
export const cohenKappaTokens = tokenKappa('cohen-kappa', 'io')
