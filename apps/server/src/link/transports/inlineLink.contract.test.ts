import { describeLink } from "../testing/linkContract.ts";
import { createInlineLink } from "./inlineLink.ts";

describeLink("inline", async () => {
  const { world, gateway } = createInlineLink();
  return { openWorld: async () => world, openGateway: async () => gateway, close: async () => {} };
});
