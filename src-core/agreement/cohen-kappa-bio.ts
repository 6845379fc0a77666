import { tokenKappa } from './token-kappa.ts'

/**
 * Cohen's kappa on tokens with B- and I- labels, so that two neighbouring spans differ from one long one. By label the
 * categories are B, I and neither. See {@link tokenKappa}.
 */
export const cohenKappaBio = tokenKappa('cohen-kappa-bio', 'bio')
