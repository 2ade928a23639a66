import { type Look, painter, type Style, wrap } from "../../report/terminal";

/** Paints and breaks lines. */
export interface Pen extends Look {
  readonly paint: { readonly [S in Style]: (text: string) => string };
}

export function penFor(look: Look): Pen {
  const paint = painter(look);
  const inStyle = (style: Style) => (text: string) => paint(style, text);
  return {
    ...look,
    paint: {
      bold: inStyle("bold"),
      dim: inStyle("dim"),
      red: inStyle("red"),
      green: inStyle("green"),
      yellow: inStyle("yellow"),
    },
  };
}

export type Paint = Pen["paint"];

export { wrap, wrap as wrapAroundCommands };
