import { listing } from "../../text/sentence";
import type { AttributeName } from "./attributes";

/** What an attribute of a registered device holds, when it isn't null. */
export type AttributeValue = string | boolean | ReadonlySet<string>;

/** A device that the directory knows. An attribute missing from the map is null. */
export interface Registered {
  readonly kind: "registered";
  readonly attributes: ReadonlyMap<AttributeName, AttributeValue>;
}

/** The device as Entra sees it at a sign-in: known to the directory, or not at all. */
export type Device = { readonly kind: "unregistered" } | Registered;

/** A device in words: `whole` to follow "on", `brief` as a value. @param textOf how a text that an attribute holds is written */
export function describeDevice(
  device: Device,
  textOf: (text: string) => string,
): { readonly whole: string; readonly brief: string } {
  if (device.kind === "unregistered") return { whole: "an unregistered device", brief: "unregistered" };
  const traits = Array.from(device.attributes, ([name, value]) => `${name} ${valueInWords(value, textOf)}`);
  const having = traits.length === 0 ? "" : ` with ${listing(traits, "and")}`;
  return { whole: `a registered device${having}`, brief: `registered${having}` };
}

function valueInWords(value: AttributeValue, textOf: (text: string) => string): string {
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return textOf(value);
  return value.size === 0 ? "empty" : listing([...value].map(textOf), "and");
}

/** Whether a sign-in by this authentication flow shows its device. @see Microsoft Entra, "Conditional Access: Grant" (2026-03), "Conditions" (2024-06) */
export const showsDevice = (flow: unknown): boolean => flow !== "deviceCodeFlow";
