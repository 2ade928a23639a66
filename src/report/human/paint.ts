/** Colours and weights of a terminal, or none. */
export type Paint = { readonly [Style in keyof typeof CODES]: (text: string) => string };

const CODES = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39] } as const;

const styled =
  ([on, off]: readonly [number, number]) =>
  (text: string): string =>
    `\u001b[${on}m${text}\u001b[${off}m`;

const plain = (text: string): string => text;

export const paintOf = (colour: boolean): Paint =>
  colour
    ? {
        bold: styled(CODES.bold),
        dim: styled(CODES.dim),
        red: styled(CODES.red),
        green: styled(CODES.green),
        yellow: styled(CODES.yellow),
      }
    : { bold: plain, dim: plain, red: plain, green: plain, yellow: plain };
