// Calls a provider's own client: node providers.js < {"client": "twilio", ...}. Prints a signature, or whether one is valid.
import hubspot from "@hubspot/api-client";
import sendgrid from "@sendgrid/eventwebhook";
import { verifyKey } from "discord-interactions";
import { WebhooksHelper } from "square";
import { Webhook } from "standardwebhooks";
import twilio from "twilio";

const clients = {
  twilio: (it) => twilio.getExpectedTwilioSignature(it.secret, it.url, it.form),
  hubspot: (it) =>
    hubspot.Signature.getSignature("POST", "v3", {
      clientSecret: it.secret,
      url: it.url,
      requestBody: it.body,
      timestamp: it.timestamp,
    }),
  "standard-webhooks": (it) =>
    new Webhook(it.secret).sign(it.id, new Date(it.timestamp * 1000), it.body),
  sendgrid: (it) => {
    const client = new sendgrid.EventWebhook();
    return client.verifySignature(
      client.convertPublicKeyToECDSA(it.secret),
      it.body,
      it.signature,
      it.timestamp,
    );
  },
  discord: (it) => verifyKey(it.body, it.signature, it.timestamp, it.secret),
  square: (it) =>
    WebhooksHelper.verifySignature({
      requestBody: it.body,
      signatureHeader: it.signature,
      signatureKey: it.secret,
      notificationUrl: it.url,
    }),
};

let text = "";
process.stdin.setEncoding("utf8");
for await (const chunk of process.stdin) text += chunk;
const call = JSON.parse(text);
process.stdout.write(String(await clients[call.client](call)));
