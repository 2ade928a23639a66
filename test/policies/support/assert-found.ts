import assert from "node:assert/strict";
import type { Finding } from "../../../policies/rules/support/rule";
import type { Resource } from "../../../policies/stack/objects/resource";
import { distinct } from "./stacks";

/** A finding in short: the resource that it is about, none where it is about the whole stack, and words of its message. */
export type Expected = readonly [about: Resource | undefined, says: string];

/** Asserts that just these findings were made, in any order: each by what it is about and what it says. */
export function assertFound(found: readonly Finding[] | undefined, ...expected: readonly Expected[]): void {
  const inOrder = distinct(found).toSorted((one, other) => positionOf(one, expected) - positionOf(other, expected));
  assert.deepEqual(
    inOrder.map(({ primary, message }, index) => [primary?.urn, extract(message, expected[index]?.[1])]),
    expected.map(([about, says]) => [about?.urn, says]),
  );
}

const positionOf = ({ primary, message }: Finding, expected: readonly Expected[]): number => {
  const index = expected.findIndex(([about, says]) => about?.urn === primary?.urn && message.includes(says));
  return index < 0 ? expected.length : index;
};

/** The words themselves where the message has them; else the whole message, for anyone who reads the failure. */
const extract = (message: string, says: string | undefined): string =>
  says !== undefined && message.includes(says) ? says : message;
