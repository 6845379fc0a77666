import type { Messages } from '../message.ts'

export const library = {} as const satisfies Messages
