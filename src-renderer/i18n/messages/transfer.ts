import type { Messages } from '../message.ts'

export const transfer = {} as const satisfies Messages
