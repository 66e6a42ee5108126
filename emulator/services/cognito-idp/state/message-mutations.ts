import type { CognitoState, Message } from './state.ts';

/** How many messages the inbox keeps; the oldest go first. */
const INBOX_SIZE = 10_000;

/** Changes of the inbox. */
export const messageMutations = {
  addMessage(state: CognitoState, message: Message): void {
    state.messages.push(message);
    if (state.messages.length > INBOX_SIZE) state.messages.shift();
  },
  dropMessage(state: CognitoState, { id }: { id: string }): void {
    state.messages = state.messages.filter((message) => message.id !== id);
  },
  emptyInbox(state: CognitoState, _args: undefined): void {
    state.messages = [];
  },
};
