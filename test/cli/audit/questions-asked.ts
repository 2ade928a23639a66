import type { Fault, FaultEffect } from "../../../sandbox/tenant";
import type { Question } from "../../../src/tenant/graph/collection-row";
import { COLLECTIONS, GRAPH_KEYS, type GraphKey, isMany } from "../../../src/tenant/graph/collections";
import { groupQuestion, inGroupQuestion, USER_COUNT } from "../../../src/tenant/live/questions";

/** A question that an audit asks, and the key of a tenant file that its answer is for. */
export interface Asked {
  readonly question: Question;
  readonly key: string;
  /** Whether it is answered by a list, page by page. */
  readonly isList: boolean;
}

const { policies } = COLLECTIONS;

/** Stands for any object id in a path. */
const ID = "ANY";

/** Graph has the organization in a list. */
const isList = (key: GraphKey): boolean => key === "organization" || isMany(key);
const inTheTable = GRAPH_KEYS.map((key) => [key, { ...COLLECTIONS[key], key, isList: isList(key) }] as const);

/** Every question that an audit of the live tenant asks, by a name for messages. */
export const QUESTIONS_ASKED: ReadonlyMap<string, Asked> = new Map<string, Asked>([
  ...inTheTable,
  ["userCount", { question: USER_COUNT, key: "users", isList: false }],
  ["policies in beta", { question: { ...policies.question, version: "beta" }, key: "policies", isList: true }],
  ["a group", { question: groupQuestion(ID), key: "groups", isList: false }],
  ["members of a group", { question: inGroupQuestion(ID, "members"), key: "groups", isList: true }],
  ["owners of a group", { question: inGroupQuestion(ID, "owners"), key: "groups", isList: true }],
]);

const pattern = (path: string): string => path.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(ID, "[^/(]+");

/** A fault of that question alone: of each of its pages, whatever their size. */
export function faultOf({ question }: Asked, effect: FaultEffect, more: Partial<Fault> = {}): Fault {
  const { $top, ...query } = question.query ?? {};
  return {
    method: "GET",
    version: question.version ?? "v1.0",
    pattern: pattern(question.path),
    effect,
    ...more,
    query: { ...query, ...more.query },
  };
}

/** Whether an address below Graph's own is that of the question. */
export function isAddressOf({ question }: Asked, address: string): boolean {
  const { pathname, searchParams } = new URL(address, "https://graph.example");
  const { $top, ...query } = question.query ?? {};
  return (
    new RegExp(`^/${(question.version ?? "v1.0").replace(".", "\\.")}${pattern(question.path)}$`).test(pathname) &&
    Object.entries(query).every(([name, value]) => searchParams.get(name) === value)
  );
}
