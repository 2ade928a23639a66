import type { GroupId, LocationId, PolicyId, RoleId } from "../../law/model/ids";
import type { Hinge } from "../verdict";

/**
 * One thing that a tenant file leaves open, with a yes or no: that whoever signs in is in a group whose members aren't
 * known, that a strength asks for MFA, that content which isn't understood is met. Two tenants suppose the same of the same.
 */
export type Supposition =
  /** That whoever signs in is in the group: in one whose members aren't known, or in the part of it that isn't. */
  | { readonly kind: "group"; readonly id: GroupId }
  /** `inPart`: by an assignment to a part of the tenant, or by one that has to be activated. */
  | { readonly kind: "role"; readonly id: RoleId; readonly inPart?: true }
  /** That the strength asks for MFA. */
  | { readonly kind: "strength"; readonly id: string }
  /** That the sign-in is from a place that the location holds. */
  | { readonly kind: "location"; readonly id: LocationId }
  /** That what isn't understood in the field covers the sign-in, or leaves it out where it excludes. */
  | {
      readonly kind: "content";
      readonly policy: PolicyId;
      readonly field: string;
      /** What holds then, where the content is understood and the documents leave open what Entra makes of it. */
      readonly reading?: string;
    };

/** Only people with an object in the directory are in groups and hold roles. */
export const isMembership = ({ kind }: Supposition): boolean => kind === "group" || kind === "role";

/** What is supposed, and whether it holds; of content, which of the two tenants has it, where only one does. */
export type Supposed = Supposition & { readonly holds: boolean; readonly onlyIn?: "before" | "after" };

/** What is supposed, as something that a way in hangs on: of content the id is the field. */
export type SupposedHinge = Supposed & Pick<Hinge, "id" | "policies">;

/** What must be supposed for a policy to be as it is read: in each of `all` one thing, and nothing of `none`. */
export interface Requirement {
  readonly all: readonly (readonly number[])[];
  readonly none: readonly number[];
}

/** The suppositions of two tenants by their numbers. What has the same key is the same. */
export class Suppositions {
  readonly list: Supposition[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #askedIn = new Map<number, Set<number>>();

  /** @param tenantIndex the tenant in which it isn't known or understood */
  number(key: string, supposition: Supposition, tenantIndex: number): number {
    const known = this.#numbers.get(key) ?? this.list.push(supposition) - 1;
    this.#numbers.set(key, known);
    this.#askedIn.set(known, (this.#askedIn.get(known) ?? new Set()).add(tenantIndex));
    return known;
  }

  isAskedIn(number: number, tenantIndex: number): boolean {
    return this.#askedIn.get(number)?.has(tenantIndex) === true;
  }

  /** The one tenant that has the content, where the other doesn't. */
  onlyIn(number: number): Pick<Supposed, "onlyIn"> {
    if (this.list[number]?.kind !== "content") return {};
    const [isBefore, isAfter] = [this.isAskedIn(number, 0), this.isAskedIn(number, 1)];
    return isBefore === isAfter ? {} : { onlyIn: isBefore ? "before" : "after" };
  }

  /** The number of what has the key; undefined where nobody asks about it. */
  numberOf(key: string): number | undefined {
    return this.#numbers.get(key);
  }

  isMembership(number: number): boolean {
    const supposition = this.list[number];
    return supposition !== undefined && isMembership(supposition);
  }
}
