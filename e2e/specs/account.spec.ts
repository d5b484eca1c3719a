import { expect, seriousViolations, test } from "../fixtures/test.ts";
import { ConsolePage } from "../pages/consolePage.ts";

test("a game master changes the password, signs out everywhere, and signs in with the new one", async ({
  browser,
  consolePage,
  server,
}) => {
  const { name, password } = server.gameMaster;
  await consolePage.signIn(server.gameMaster);
  const elsewhere = await browser.newContext();
  const other = new ConsolePage(await elsewhere.newPage(), server.consoleUrl);
  await other.signIn(server.gameMaster);

  await consolePage.openAccount();
  expect(await seriousViolations(consolePage.page)).toEqual([]);
  await consolePage.changePassword("not the password", "a new password");
  await expect(consolePage.accountAnswer).toHaveText("That is not your current password.");
  await consolePage.changePassword(password, "a new password", "another password");
  await expect(consolePage.accountAnswer).toHaveText("The new passwords differ.");
  await consolePage.changePassword(password, "a new password");
  await expect(consolePage.accountAnswer).toContainText("The password has been changed.");
  await expect(other.page.getByRole("button", { name: "Sign in" })).toBeVisible();

  await other.trySignIn({ name, password: "a new password" });
  await expect(other.linkState).toHaveText("Live");
  // Restores the password for the following specs.
  await consolePage.changePassword("a new password", password);
  await expect(other.page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await other.trySignIn(server.gameMaster);
  await expect(other.linkState).toHaveText("Live");

  await consolePage.signOutEverywhere();
  await expect(other.page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await elsewhere.close();
});
