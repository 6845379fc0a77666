import type { AppInfo } from './ipc/contract.ts'

export const LICENCES: AppInfo['licences'] = []
