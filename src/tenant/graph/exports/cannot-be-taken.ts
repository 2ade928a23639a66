import { printable } from "../../../text/printable";
import type { ShapeError } from "../collection";
import { graphError } from "./foreign";
import { cutOffAt, isOfPowerShell } from "./power-shell";

/** A document of an export, by the name that messages call it. */
export interface Document {
  readonly name: string;
  readonly json: unknown;
}

/** Why a document can't be taken for what was exported, if it can't. */
export function problemOf({ name, json }: Document): ShapeError | undefined {
  const error = graphError(json);
  if (error !== undefined)
    return { path: name, problem: `it holds what Graph said instead of answering, ${error}; export it again` };
  const at = isOfPowerShell(json) ? cutOffAt(json) : undefined;
  if (at === undefined) return undefined;
  return { path: name, problem: `ConvertTo-Json cut off what is at ${at}; export it again with -Depth 20` };
}

/** The stacks among the documents. Those of different tenants say nothing together. */
export class Stacks {
  #first: { readonly tenant: string | undefined; readonly name: string } | undefined;

  /** @param tenant the id of the stack's tenant, where it names one */
  problemsWith(tenant: string | undefined, name: string): readonly ShapeError[] {
    const first = this.#first;
    this.#first ??= { tenant, name };
    if (first === undefined || (tenant !== undefined && tenant === first.tenant)) return [];
    const problem = `it is a stack as ${printable(first.name)} is, and they don't both name one tenant; give their providers the \`tenantId\`, or judge each by itself`;
    return [{ path: name, problem }];
  }
}
