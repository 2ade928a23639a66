import { type Fields, fieldsOf, flagOf, numberOf, textOf } from "../values";

const EVERY_TIME = "everyTime";
const FREQUENCY = "#microsoft.graph.signInFrequencySessionControl";
const BOTH_FACTORS = "primaryAndSecondaryAuthentication";

/** Session controls as they are sent to Graph. They are null if they have no effect, because Graph accepts nothing else then. */
export function sessionToGraph(session: Fields | undefined): Fields | null {
  if (session === undefined || !isEffective(session)) return null;
  const everyTime = textOf(session, "signInFrequencyInterval") === EVERY_TIME;
  return {
    applicationEnforcedRestrictions: everyTime ? null : restrictions(session),
    cloudAppSecurity: cloudAppSecurity(textOf(session, "cloudAppSecurityPolicy")),
    ...(everyTime ? {} : { disableResilienceDefaults: flagOf(session, "disableResilienceDefaults") }),
    persistentBrowser: persistentBrowser(textOf(session, "persistentBrowserMode")),
    signInFrequency: signInFrequency(session),
  };
}

/** Whether a block of session controls has an effect. */
export function isEffective(session: Fields): boolean {
  return (
    flagOf(session, "applicationEnforcedRestrictionsEnabled") ||
    flagOf(session, "disableResilienceDefaults") ||
    textOf(session, "cloudAppSecurityPolicy") !== "" ||
    textOf(session, "persistentBrowserMode") !== "" ||
    signInFrequency(session) !== null
  );
}

const restrictions = (session: Fields): Fields => ({
  "@odata.type": "#microsoft.graph.applicationEnforcedRestrictionsSessionControl",
  isEnabled: flagOf(session, "applicationEnforcedRestrictionsEnabled"),
});

const cloudAppSecurity = (policy: string): Fields | null =>
  policy === ""
    ? null
    : {
        "@odata.type": "#microsoft.graph.cloudAppSecuritySessionControl",
        cloudAppSecurityType: policy,
        isEnabled: true,
      };

const persistentBrowser = (mode: string): Fields | null =>
  mode === "" ? null : { "@odata.type": "#microsoft.graph.persistentBrowserSessionControl", isEnabled: true, mode };

function signInFrequency(session: Fields): Fields | null {
  const value = numberOf(session, "signInFrequency");
  const interval = textOf(session, "signInFrequencyInterval");
  const authenticationType = textOf(session, "signInFrequencyAuthenticationType");
  if (value === 0 && interval === "" && (authenticationType === "" || authenticationType === BOTH_FACTORS)) return null;
  if (value === 0 && interval === "") return { "@odata.type": FREQUENCY, authenticationType };
  return {
    "@odata.type": FREQUENCY,
    authenticationType: authenticationType || BOTH_FACTORS,
    frequencyInterval: interval || "timeBased",
    isEnabled: true,
    ...(value === 0 ? {} : { type: textOf(session, "signInFrequencyPeriod"), value }),
  };
}

/** Session controls as the state holds them. */
export function sessionFromGraph(session: Fields): Fields {
  const frequency = fieldsOf(session, "signInFrequency");
  const hasPeriod = textOf(frequency, "type") !== "" && numberOf(frequency, "value") !== 0;
  return {
    applicationEnforcedRestrictionsEnabled: flagOf(fieldsOf(session, "applicationEnforcedRestrictions"), "isEnabled"),
    cloudAppSecurityPolicy: textOf(fieldsOf(session, "cloudAppSecurity"), "cloudAppSecurityType"),
    disableResilienceDefaults: flagOf(session, "disableResilienceDefaults"),
    persistentBrowserMode: textOf(fieldsOf(session, "persistentBrowser"), "mode"),
    signInFrequency: hasPeriod ? numberOf(frequency, "value") : 0,
    signInFrequencyAuthenticationType: textOf(frequency, "authenticationType"),
    signInFrequencyInterval: textOf(frequency, "frequencyInterval"),
    signInFrequencyPeriod: hasPeriod ? textOf(frequency, "type") : "",
  };
}
