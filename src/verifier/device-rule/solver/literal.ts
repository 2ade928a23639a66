/** A proposition by its number, doubled, plus 1 where it is denied. `literal ^ 1` says the opposite. */
export type Literal = number;

/** The literal that affirms the proposition of that number. */
export const affirmed = (proposition: number): Literal => proposition * 2;

/** The number of the proposition that the literal is about. */
export const propositionOf = (literal: Literal): number => literal >> 1;

export const isDenied = (literal: Literal): boolean => (literal & 1) === 1;
