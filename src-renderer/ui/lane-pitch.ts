/** From one lane of tags to the next, by how dense a person wants them, in pixels. */
export const LANE_PITCH_PX = { dense: 3, normal: 4, wide: 6 } as const
