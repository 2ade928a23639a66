import { isIP } from "node:net";
import { MODES } from "../../tenant/policy/combinations";
import type { Rule } from "./shape";
import type { Value } from "./values";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A list in the official plugin's notation: quoted texts, separated by spaces, in square brackets. */
const quoted = (values: readonly string[]): string => `[${values.map((value) => JSON.stringify(value)).join(" ")}]`;

/** A value in the form in which it ends a message. */
const shown = (value: Value): string => (typeof value === "string" ? value : JSON.stringify(value));

/** The value must be one of the words, in exactly this spelling. */
export const oneOf =
  (...allowed: readonly string[]): Rule =>
  (value, attribute) =>
    typeof value === "string" && allowed.includes(value)
      ? undefined
      : `expected ${attribute} to be one of ${quoted(allowed)}, got ${shown(value)}`;

/** The value must not be the empty text. */
export const notEmpty: Rule = (value, attribute) =>
  value === "" ? `expected "${attribute}" to not be an empty string, got ` : undefined;

/** The value must be a UUID, in either case. */
export const uuid: Rule = (value, attribute) =>
  typeof value === "string" && UUID.test(value)
    ? undefined
    : `expected "${attribute}" to be a valid UUID, got ${shown(value)}`;

/** The value must be a number, and not smaller than `least`. */
export const atLeast =
  (least: number): Rule =>
  (value, attribute) =>
    typeof value === "number" && value >= least
      ? undefined
      : `expected ${attribute} to be at least (${least}), got ${shown(value)}`;

/** The value must be an address range in CIDR notation, of either family, and not larger than /8. */
export const addressPrefix: Rule = (value, attribute) => {
  const [address = "", length = "", ...rest] = String(value).split("/");
  const family = isIP(address);
  const most = family === 4 ? 32 : 128;
  if (family === 0 || rest.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(length) || Number(length) > most)
    return `expected "${attribute}" to be a valid IPv4 or IPv6 prefix`;
  return Number(length) < 8 ? `expected "${attribute}" to have a prefix length of at least 8` : undefined;
};

/** The value must be the path of an authentication strength, not only its id. */
export const strengthPath: Rule = (value, path) =>
  /^\/?policies\/authenticationStrengthPolicies\/[^/]+$/.test(String(value))
    ? undefined
    : `expected ${path} to be /policies/authenticationStrengthPolicies/<id>, which is what the \`id\` of an AuthenticationStrengthPolicy is`;

/** All methods of Graph except QR codes. */
const AUTHENTICATION_METHODS = MODES.filter((mode) => mode !== "qrCodePin");

/** The value must consist of authentication methods, separated by commas. */
export const methodCombination: Rule = (value, attribute) => {
  const unknown = String(value)
    .split(",")
    .find((method) => !AUTHENTICATION_METHODS.includes(method.trim()));
  return unknown === undefined
    ? undefined
    : `unrecognized authentication method ${JSON.stringify(unknown)} in "${attribute}"`;
};
