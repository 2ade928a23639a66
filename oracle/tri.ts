/** Yes, no, or anything between: Kleene's logic on numbers, so that *and* is the least and *or* the greatest. */
export type Tri = 0 | 0.5 | 1;
export const NO: Tri = 0;
export const UNCLEAR: Tri = 0.5;
export const YES: Tri = 1;

export const tri = (value: boolean): Tri => (value ? YES : NO);
export const and = (...values: readonly Tri[]): Tri => Math.min(1, ...values) as Tri;
export const or = (...values: readonly Tri[]): Tri => Math.max(0, ...values) as Tri;
export const not = (value: Tri): Tri => (1 - value) as Tri;
