import { findEngine, prepareYamlLanguage } from "../engine";
import { prepareProvider } from "../provider";
import { openTenant } from "../tenant";
import { openSessionFrom, type Session, type SessionOptions } from "./open-session";

export type { Session, SessionOptions } from "./open-session";

/**
 * Opens the sandbox of a project: an engine, a local tenant and an azuread provider that work together. Its first message
 * names those that are stand-ins.
 * @throws Error that says what to do if one of them isn't available
 */
export const openSession = (options: SessionOptions): Promise<Session> =>
  openSessionFrom({ findEngine, prepareYamlLanguage, openTenant, prepareProvider }, options);
