import { findEngine, prepareYamlLanguage } from "../engine";
import { prepareProvider } from "../provider";
import { openTenant } from "../tenant";
import { openSessionFrom, type Session, type SessionOptions } from "./open-session";

export type { Session, SessionOptions } from "./open-session";

/**
 * Opens the sandbox of a project: engine, local tenant and azuread provider, ready to work together. The first line that
 * it says tells which of them are stand-ins.
 * @throws Error that says what to do, when one of them can't be had
 */
export const openSession = (options: SessionOptions): Promise<Session> =>
  openSessionFrom({ findEngine, prepareYamlLanguage, openTenant, prepareProvider }, options);
