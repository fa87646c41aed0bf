import type { ReactNode } from "react";
import { Glyph } from "../ui/Glyph.tsx";
import { Empty } from "../ui/Trouble.tsx";
import { AccountChoices } from "./AccountMenu.tsx";

/** A page that needs an account, and nobody is signed in. */
export function SignInPrompt({ reason }: { reason: string }): ReactNode {
  return (
    <Empty picture={<Glyph name="vault" />} title={`Sign in ${reason}`}>
      <div className="panel choices" role="menu" aria-label="Accounts">
        <AccountChoices onPick={() => undefined} />
      </div>
    </Empty>
  );
}
