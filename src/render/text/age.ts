const units = [["d", 86_400], ["h", 3600], ["m", 60]] as const;

/** Roughly as kubectl counts, in one unit: `90s`, `45m`, `47h`, `3d`. */
export const age = (createdAt: string | undefined, now: string): string => {
  const seconds = createdAt === undefined ? NaN : Math.floor((Date.parse(now) - Date.parse(createdAt)) / 1000);
  if (Number.isNaN(seconds)) return "<unknown>";
  if (seconds < 120) return `${Math.max(0, seconds)}s`;
  const [unit, size] = units.find(([, one]) => seconds >= 2 * one) ?? units[2];
  return `${Math.floor(seconds / size)}${unit}`;
};
