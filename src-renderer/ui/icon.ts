import type { Component } from 'svelte'

/** A Lucide icon, imported one by one from `@lucide/svelte/icons/<name>`. Decorative: the words stand beside it. */
export type Icon = Component<{ size?: number | string; strokeWidth?: number | string }>
