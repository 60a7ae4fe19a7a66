// A real OpenID provider with made-up readers, for make deploy-check. Arguments: its port, and the address of each site.
import Provider from "oidc-provider";

const [port, ...sites] = process.argv.slice(2);
const ROLES = {
  reader: ["Other.Role", "Guidance.Read"],
  stranger: ["Other.Role"],
  nearly: ["Guidance.ReadWrite", "guidance.read", "XGuidance.Read"],
  nobody: undefined,
  // A provider may send one role as text alone.
  single: "Guidance.Read",
  words: "Other.Role Guidance.Read",
  nested: [["Guidance.Read"], { role: "Guidance.Read" }],
  named: { "Guidance.Read": true, roles: ["Guidance.Read"] },
};

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: "site",
      client_secret: "a-secret-for-the-check-alone",
      redirect_uris: sites.map((site) => `${site}/login`),
      post_logout_redirect_uris: sites.map((site) => `${site}/login?logout=get`),
    },
  ],
  // As Entra ID does, the roles are in the ID token itself.
  conformIdTokenClaims: false,
  claims: { openid: ["sub", "roles"] },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, roles: ROLES[id] }) }),
  async loadExistingGrant(ctx) {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId,
      accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope("openid");
    await grant.save();
    return grant;
  },
});

provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
