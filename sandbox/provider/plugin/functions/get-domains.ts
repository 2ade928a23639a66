import { createHash } from "node:crypto";
import { type Fields, flagOf, textOf, textsOf } from "../values";
import { each, type FunctionType, flag, records, text, texts, tokenOf } from "./function-type";

const ARGS = {
  ...each(flag, "adminManaged", "includeUnverified", "onlyDefault", "onlyInitial", "onlyRoot"),
  supportsServices: texts,
};

/** The tenant's domains, or those of a kind. */
export const getDomains: FunctionType = {
  token: tokenOf("getDomains"),
  args: { fields: ARGS },
  results: {
    fields: {
      ...ARGS,
      domains: records({
        fields: {
          ...each(text, "authenticationType", "domainName"),
          ...each(flag, "adminManaged", "default", "initial", "root", "verified"),
          supportedServices: texts,
        },
      }),
    },
  },

  async ask(graph, args) {
    const domains = (await graph.list("/v1.0/domains")).map(domainFromGraph).filter((domain) => isWanted(domain, args));
    if (domains.length === 0) throw new Error("No domains found for the provided filters");
    const names = domains.map((domain) => textOf(domain, "domainName"));
    return { ...args, id: `domains#${createHash("sha1").update(names.join("/")).digest("base64url")}=`, domains };
  },
};

const domainFromGraph = (domain: Fields): Fields => ({
  adminManaged: flagOf(domain, "isAdminManaged"),
  authenticationType: textOf(domain, "authenticationType"),
  default: flagOf(domain, "isDefault"),
  domainName: textOf(domain, "id"),
  initial: flagOf(domain, "isInitial"),
  root: flagOf(domain, "isRoot"),
  supportedServices: textsOf(domain, "supportedServices"),
  verified: flagOf(domain, "isVerified"),
});

function isWanted(domain: Fields, args: Fields): boolean {
  const demands = { adminManaged: "adminManaged", onlyDefault: "default", onlyInitial: "initial", onlyRoot: "root" };
  const meets = Object.entries(demands).every(([arg, field]) => !flagOf(args, arg) || flagOf(domain, field));
  const services = textsOf(args, "supportsServices");
  const serves = services.every((service) => textsOf(domain, "supportedServices").includes(service));
  return meets && serves && (flagOf(args, "includeUnverified") || flagOf(domain, "verified"));
}
