import type { Cell, Section, Table } from "../../report/report";

/** A section that is one table, made when it is shown. */
export const tableSection = (
  { look, ...about }: { readonly look: Table["look"] } & Pick<Section, "title" | "lead" | "where">,
  head: readonly string[],
  rows: () => readonly (readonly Cell[])[],
): Section => ({
  ...about,
  id: look,
  blocks: [{ kind: "table", table: () => ({ label: `Table of ${look}`, look, head, rows: rows() }) }],
});
