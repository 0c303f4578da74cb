// Slack's own Bolt for Node as a client of the fake: `node bolt.mjs socket|http`. It answers a mention
// in its thread with a button, a press with an update, a command with a line, a shortcut with a modal,
// and reports on standard output.
import bolt from '@slack/bolt';

const mode = process.argv[2];
const { SLACK_API_URL, SLACK_APP_TOKEN, SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET } = process.env;
const app = new bolt.App({
  token: SLACK_BOT_TOKEN,
  appToken: SLACK_APP_TOKEN,
  signingSecret: SLACK_SIGNING_SECRET,
  socketMode: mode === 'socket',
  clientOptions: { slackApiUrl: SLACK_API_URL },
  logLevel: bolt.LogLevel.ERROR,
});
const tell = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);
const plain = (text) => ({ type: 'plain_text', text });
const button = { type: 'button', action_id: 'more', text: plain('More'), value: 'one' };

app.event('app_mention', async ({ event, say }) => {
  const section = { type: 'section', text: { type: 'mrkdwn', text: `You asked: ${event.text}` } };
  const blocks = [section, { type: 'actions', elements: [button] }];
  await say({ text: 'An answer', thread_ts: event.ts, blocks });
});
app.message(async ({ message }) => tell({ heard: message.text, kind: message.channel_type }));
app.event('app_home_opened', async ({ event, client }) => {
  const view = { type: 'home', blocks: [{ type: 'header', text: plain(`Hello, ${event.tab}`) }] };
  await client.views.publish({ user_id: event.user, view });
});
app.action('more', async ({ ack, body, client }) => {
  await ack();
  await client.chat.update({ channel: body.channel.id, ts: body.message.ts, text: 'More of it' });
});
app.command('/playbook', async ({ ack, command, respond }) => {
  await ack('Looking');
  await respond({ text: `Found ${command.text}`, response_type: 'in_channel' });
});
app.shortcut('find', async ({ ack, shortcut, client }) => {
  await ack();
  const element = { type: 'plain_text_input', action_id: 'words' };
  const blocks = [{ type: 'input', block_id: 'ask', label: plain('What?'), element }];
  const view = { type: 'modal', callback_id: 'ask', title: plain('Ask'), submit: plain('Go'), blocks };
  await client.views.open({ trigger_id: shortcut.trigger_id, view });
});
app.view('ask', async ({ ack, view }) => {
  const words = view.state.values.ask.words.value;
  await ack(words ? undefined : { response_action: 'errors', errors: { ask: 'Say what' } });
  tell({ submitted: words });
});
app.error(async (error) => tell({ error: error.code, said: String(error.message) }));

const server = await app.start({ port: 0, host: '127.0.0.1' });
tell({ started: mode, port: mode === 'http' ? server.address().port : null });
