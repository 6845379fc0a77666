import type { Messages } from '../message.ts'

export const app = {} as const satisfies Messages
