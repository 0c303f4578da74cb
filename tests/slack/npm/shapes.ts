// What the fake Slack takes and sends, in the types of Slack's own packages: schema.mjs makes a JSON
// Schema of each type that is exported here.
import type {
  BlockButtonAction,
  BlockFeedbackButtonsAction,
  BlockOverflowAction,
  BlockPlainTextInputAction,
  BlockStaticSelectAction,
  EnvelopedEvent,
  MessageShortcut,
  SlashCommand,
  ViewSubmitAction,
} from '@slack/bolt';
import type * as types from '@slack/types';
import type * as web from '@slack/web-api';

export type Block = types.KnownBlock;
export type View = types.View;

// What people write has no `subtype` at all: the type says undefined, which JSON leaves out.
type Posted = Omit<types.GenericMessageEvent, 'subtype'>;

export type Event_message = EnvelopedEvent<Posted>;
export type Event_message_changed = EnvelopedEvent<types.MessageChangedEvent>;
export type Event_message_deleted = EnvelopedEvent<
  Omit<types.MessageDeletedEvent, 'previous_message'> & { previous_message: Posted }
>;
export type Event_channel_join = EnvelopedEvent<types.ChannelJoinMessageEvent>;
export type Event_app_mention = EnvelopedEvent<types.AppMentionEvent>;
export type Event_app_home_opened = EnvelopedEvent<types.AppHomeOpenedEvent>;

export type Event_app_uninstalled = EnvelopedEvent<types.AppUninstalledEvent>;
export type Event_tokens_revoked = EnvelopedEvent<types.TokensRevokedEvent>;

export type Command = SlashCommand;
export type Action_button = BlockButtonAction;
export type Action_feedback_buttons = BlockFeedbackButtonsAction;
export type Action_overflow = BlockOverflowAction;
export type Action_plain_text_input = BlockPlainTextInputAction;
export type Action_static_select = BlockStaticSelectAction;
export type Shortcut_message = MessageShortcut;
export type View_submission = ViewSubmitAction;

export type Call_assistant_threads_setStatus = web.AssistantThreadsSetStatusArguments;
export type Call_assistant_threads_setSuggestedPrompts =
  web.AssistantThreadsSetSuggestedPromptsArguments;
export type Call_chat_delete = web.ChatDeleteArguments;
export type Call_chat_getPermalink = web.ChatGetPermalinkArguments;
export type Call_chat_postEphemeral = web.ChatPostEphemeralArguments;
export type Call_chat_postMessage = web.ChatPostMessageArguments;
export type Call_chat_update = web.ChatUpdateArguments;
export type Call_conversations_info = web.ConversationsInfoArguments;
export type Call_reactions_add = web.ReactionsAddArguments;
export type Call_usergroups_list = web.UsergroupsListArguments;
export type Call_usergroups_users_list = web.UsergroupsUsersListArguments;
export type Call_users_info = web.UsersInfoArguments;
export type Call_views_open = web.ViewsOpenArguments;
export type Call_views_publish = web.ViewsPublishArguments;
export type Call_views_update = web.ViewsUpdateArguments;

export type Answer_auth_test = web.AuthTestResponse;
export type Answer_chat_getPermalink = web.ChatGetPermalinkResponse;
export type Answer_chat_postEphemeral = web.ChatPostEphemeralResponse;
export type Answer_chat_postMessage = web.ChatPostMessageResponse;
export type Answer_chat_update = web.ChatUpdateResponse;
export type Answer_conversations_info = web.ConversationsInfoResponse;
export type Answer_conversations_replies = web.ConversationsRepliesResponse;
export type Answer_oauth_v2_access = web.OauthV2AccessResponse;
export type Answer_users_info = web.UsersInfoResponse;
export type Answer_views_open = web.ViewsOpenResponse;
