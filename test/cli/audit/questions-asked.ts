import type { Fault, FaultEffect } from "../../../sandbox/tenant";
import type { Question } from "../../../src/tenant/live/questions";
import { groupQuestion, inGroupQuestion, QUESTIONS } from "../../../src/tenant/live/questions";

/** A question that an audit asks, and the key of a tenant file that its answer is for. */
export interface Asked {
  readonly question: Question;
  readonly key: string;
  /** Whether it is answered by a list, page by page. */
  readonly isList: boolean;
}

/** Stands for any object id in a path. */
const ID = "ANY";

const KEYS: { readonly [Q in keyof typeof QUESTIONS]?: string } = {
  userCount: "users",
  roleGroups: "groups",
};
const OBJECTS: ReadonlySet<string> = new Set(["securityDefaults", "conditionalAccessSettings", "userCount"]);

const inTheTable = Object.entries<Question>(QUESTIONS).map(([name, question]): readonly [string, Asked] => [
  name,
  { question, key: (KEYS as { readonly [name: string]: string })[name] ?? name, isList: !OBJECTS.has(name) },
]);

/** Every question that an audit of the live tenant asks, by a name for messages. */
export const QUESTIONS_ASKED: ReadonlyMap<string, Asked> = new Map<string, Asked>([
  ...inTheTable,
  ["policies in beta", { question: { ...QUESTIONS.policies, version: "beta" }, key: "policies", isList: true }],
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
