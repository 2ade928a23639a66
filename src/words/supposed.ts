import { groupId, locationId, roleId } from "../law/model/ids";
import { listing, named, shortened } from "../text/sentence";
import type { Hinge } from "../verifier/verdict";
import { type DirectoryNames, describeRole } from "./principal";

/** What must be so for a way in, as what comes after *if*: `they aren't in the group "Operations", whose members aren't known`. */
export function describeSupposed(hangsOn: readonly Hinge[], names: DirectoryNames): string {
  return listing(
    hangsOn.map((one) => inWords(one, names)),
    "and",
  );
}

function inWords(supposed: Hinge, { tenant }: DirectoryNames): string {
  const { holds } = supposed;
  switch (supposed.kind) {
    case "group": {
      const name = tenant.groups?.get(groupId(supposed.id))?.displayName ?? supposed.id;
      return `they ${holds ? "are" : "aren't"} in the group ${named(name)}, whose members aren't all known`;
    }
    case "role":
      if (supposed.inPart === true)
        return `they ${holds ? "count as holders" : "don't count as holders"} of ${describeRole(roleId(supposed.id))}, which they hold in a part of the tenant or have to activate`;
      return `they ${holds ? "hold" : "don't hold"} ${describeRole(roleId(supposed.id))}, whose holders aren't known`;
    case "strength":
      return `the authentication strength ${shortened(supposed.id)}, which isn't known, ${holds ? "asks" : "doesn't ask"} for MFA`;
    case "location": {
      const name = tenant.locations?.get(locationId(supposed.id))?.displayName ?? supposed.id;
      return `they ${holds ? "are" : "aren't"} in the location ${named(name)}, whose places aren't all known`;
    }
    case "content": {
      const policy = tenant.policies.find(({ id }) => id === supposed.policy)?.displayName ?? supposed.policy ?? "";
      if (supposed.reading !== undefined)
        return `${holds ? "" : "it isn't so that "}${supposed.reading} in ${named(policy)}, which no document settles`;
      const when = supposed.onlyIn === undefined ? "" : ` ${supposed.onlyIn} the change`;
      const what = `what isn't understood${when} in ${named(policy)}, ${shortened(supposed.id)},`;
      return `${what} ${holds ? "covers" : "doesn't cover"} the sign-in`;
    }
  }
}
