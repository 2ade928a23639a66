import type { Graph } from "../graph";
import type { Fields } from "../values";

/** Looks something up in the tenant. */
export type LookUp = (graph: Graph, args: Fields) => Promise<Fields>;

/** The functions that the stand-in knows, by token. */
export const lookUps: ReadonlyMap<string, LookUp> = new Map<string, LookUp>([]);
