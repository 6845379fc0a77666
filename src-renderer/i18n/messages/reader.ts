import type { Messages } from '../message.ts'

export const reader = {} as const satisfies Messages
