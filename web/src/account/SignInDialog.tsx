import type { ReactNode } from "react";
import { isLocal } from "../settings.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { AccountChoices } from "./AccountMenu.tsx";

/** Asks who the person is before something that needs an account. */
export function SignInDialog({ reason, onClose }: { reason: string; onClose: () => void }): ReactNode {
  return (
    <Dialog title={`Sign in ${reason}`} onClose={onClose}>
      <p className="soft">
        {isLocal
          ? "On this local Plaza you can play as one of five funded players."
          : "Connect the wallet you trade with."}
      </p>
      <div role="menu" aria-label="Accounts">
        <AccountChoices onPick={onClose} />
      </div>
    </Dialog>
  );
}
