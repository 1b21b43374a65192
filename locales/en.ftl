# Every word that Portico's pages show, in English. Keys are grouped by the page that needs them first.

## All pages
product = Portico
skip = Skip to content
close = Close
cancel = Cancel
save = Save
done = Done
dismiss = Dismiss
copy = Copy
copied = Copied
continue = Continue
refresh = Refresh
optional = (optional)
reference = Reference
actions = Actions
name = Name
email = Email
password = Password
state = State
role = Role
never = Never
pages = Pages
newer = Newer
older = Older

## The portal's bar
tabs = Care Portal
tab-overview = Overview
tab-inventory = Inventory
tab-online = Online
tab-offline = Offline
tab-settings = Settings
isp-menu = Your ISPs
isp-switch = { $name }: switch ISP
person-menu = { $name }: account and sign out
account = Your account
sign-out = Sign out
live = Live
reconnecting = Reconnecting
access-changed = Your access changed.
theme = Appearance
theme-system = System
theme-light = Light
theme-dark = Dark

## Signing in
sign-in-title = Sign in to the Care Portal
sign-in = Sign in
forgot-password = Forgot Password
back-to-sign-in = Back to sign in
password-show = Show
password-hide = Hide
password-hint = At least 15 characters. A few unrelated words work well.
new-password = New password
create-password = Create a password

## Forgot Password
forgot-lead = Enter the email you sign in with, or the one you were invited with. We will send you a link.
forgot-send = Send link
forgot-sent = If that email is known here, a link is on its way.
forgot-sent-more = It works for 30 minutes. Nothing there? Look in the spam folder, or ask an Admin of your ISP.

## Links
link-code = Code
link-code-hint = The part of the link after the #.
link-join-title = Open your invitation
link-join-lead = If this page stays, paste the code from your invitation.
link-reset-title = Open your link
link-reset-lead = If this page stays, paste the code from the mail we sent you.
link-setup-title = Set up Portico
link-setup-lead = If this page stays, paste the code that the server printed when it started.

## Set-up
setup-title = Set up Portico
setup-lead = Name your ISP and create its first Admin. You can change both later.
setup-isp-hint = Your staff and your customers see this name.
setup-send = Open the Care Portal
isp-name = ISP name
your-name = Your name

## Accepting an invitation
accept-title = Join { $isp }
accept-send = Accept invitation
accept-sign-in = This email already has an account. Sign in, then open the invitation's link again.
accept-other = You are signed in as { $email }. This invitation is for another email: sign out, then open its link again.
access-level = Access level
invited-by = Invited by

## Reset
reset-title = Choose a new password
reset-lead = For { $email }. You will be signed out everywhere else.
reset-send = Set password
reset-accepts = This accepts your invitation to { $isp } as { $role }. Sign in with it afterwards.

## Overview
first-steps = First steps
first-inventory = Add a router
first-inventory-text = Its MAC address is on the label.
first-customer = Enable it for a customer
first-customer-text = In the inventory, choose Enable and enter who gets it.
first-colleague = Invite a colleague
first-colleague-text = They see the same homes, live.
in-stock = In stock
figure-customers = customers
figure-routers = routers
offline-longest = Longest offline
offline-none = Every home is online.
offline-never-online = The homes that are offline have never been online.
no-customers = No customers yet.
activity = Recent activity
activity-none = Nothing has happened yet.

## Inventory
add-inventory = Add inventory
add = Add
macs = MAC addresses
macs-hint = One on each line, or many pasted at once.
mac = MAC
model = Model
customer = Customer
last-seen = Last seen
enable = Enable
delete = Delete
inventory-empty = No routers yet
inventory-empty-text = Add the MAC addresses of the routers you own. Each can then be enabled for a customer.
why-read-only = Your access is Read Only. To change something, ask an Admin: { $names }.

## Activate customer
activate-customer = Activate customer
activate-lead = The customer gets the router
customer-name = Name
install-address = Install address
phone = Phone

## Online and Offline
router = Router
wan-address = WAN address
agent-version = Agent
since = Since
never-online = Never online
online-empty = No home is online
online-empty-text = A home appears here within seconds of its router's first report.
offline-empty = No home is offline
offline-empty-text = A home appears here when its router stops reporting.

## A customer
connection = Connection
last-report = Last report
lan-address = LAN address
not-reported = Not reported yet
activated = Activated
certificate = Certificate
certificate-text = After a factory reset, the router needs a new one. The old one stops working.
certificate-open = Allow a new certificate

## Settings
profile = ISP profile
brand-colour = Brand colour
brand-colour-hint = The one colour of your pages and mails. It is darkened or lightened where it would not be readable.
collaborators = Collaborators
collaborators-lead = Staff who may enter the Care Portal. An invitation expires 2 days after it is sent.
last-seen-seeds = Last Seen
you = You
invite-collaborator = Invite Collaborator
invite = Invite
access-level-hint = The access level can be changed after the invitation is accepted.
role-admin = Admin
role-user = User
role-read-only = Read Only
role-admin-text = Everything a User may do, and the settings and collaborators.
role-user-text = Inventory and customers, without the settings.
invitation-pending = Invitation Pending
invitation-expired = Invitation Expired
reinvite = Invite { $email } again
remove = Revoke access of { $email }

level-of = Access level of { $email }
level-title = Lower your own access
level-own = You will be { $role } at { $isp } from now on.
level-own-loses = You will not see Settings any more, and only another Admin can give it back to you.
level-send = Become { $role }
taken-over = The mailbox's owner took this account over after it was given access. Check who that is.
invited-by-former = Invited by { $name }, who is no Admin here any more.
asked-again = Asked for a new invitation { $when }.
mail-waits = The mail has not gone out yet; it is tried again.
revoke-title = Revoke access
revoke-text = Revoke all access of { $email } to { $isp }?
revoke-when = It ends with their next click. They are told by mail.
revoke-own = This is your own access. It ends with your next click.
revoke-pending = Their invitation and its links stop working at once.
revoke-send = Revoke all access
envelope-lead = Both ways renew the invitation for 2 days, and no earlier link works any more.
generate-invitation = Generate Invitation
generate-text = Shows a new link, once, for you to pass on.
re-invite = Re-invite
re-invite-text = Sends the invitation by mail again.
generated-title = New invitation link
generated-text = Pass this link on to { $email }, and to nobody else: whoever opens it can accept the invitation.
generated-link = Link
generated-hint = It works once, for 2 days, and is not shown again.

## Asking for a new invitation
renew-title = Ask for a new invitation
renew-text = Your invitation to { $isp } has expired. An Admin can send you a new one.
renew-send = Ask for a new invitation
renew-done = An Admin of { $isp } sees now that you asked. You will hear by mail.

## Your account
sessions = Where you are signed in
sign-out-everywhere = Sign out everywhere
device = Device
address = Address
last-used = Last used
this-session = This session

## Your account, in full
account-you = You
your-name-hint = As your colleagues see it.
account-saved-name = Save name
account-signing-in = Signing in
isp = ISP
signed-in-since = Signed in
account-password-text = Changing it signs you out everywhere but here.
account-password-change = Change password
account-password-lead = You stay signed in here and are signed out everywhere else. We tell you by mail.
current-password = Current password
password-not-current = This is not your current password.
said-password-changed = Your password is changed, and you are signed out everywhere else.
account-email-change = Change email
account-email-lead = We send a link to the new address. Open it in a browser where you are signed in.
account-email-waiting = Waiting for { $email } to be confirmed. Open the link in the mail we sent there, signed in here. It works for 24 hours.
new-email = New email
send-link = Send link
said-address-asked = We sent a mail to { $value }. Open its link to confirm.
address-is-yours = This is your email already.
address-taken = This email belongs to another account by now, so it cannot be yours. Nothing was changed.
address-other-person = This link belongs to another account. Sign in as the one who asked for the change, then open the link again.
link-address-title = Confirm your new email
link-address-lead = If this page stays, paste the code from the mail we sent you.
address-confirm-lead = From now on you sign in with { $to } instead of { $from }. You are signed out everywhere but here, and we tell { $from }.
address-confirm-send = Confirm new email
address-sign-in = Sign in as { $email } in this browser first, then open the link again. The mailbox alone is not enough: nobody can hang their account on your address.
said-address-changed = Your email is { $value } from now on.
link-undo-title = Take back the change of email
link-undo-lead = If this page stays, paste the code from the mail we sent you.
undo-lead = The account goes back from { $away } to { $back }. Everybody is signed out of it, and its password is void: we send { $back } a link to set a new one.
undo-send = Take it back
said-undone = The account's email is { $value } again, and everybody is signed out. Check your mail for a link to set a new password.
session-end = Sign out
said-session-ended = That browser is signed out.
sessions-lead = Every browser that is signed in now, and the address it was last seen at. Sign out what you do not know, and change your password.
memberships = ISPs you belong to
memberships-lead = Where you have access, and what you may do there.
memberships-empty = You belong to no ISP
memberships-empty-text = An Admin of your ISP can invite you. The invitation appears here and in your mail.
membership-cluster = Cluster
membership-through = Through { $cluster }
last-seen-there = Last seen there
leave = Leave
leave-title = Leave { $isp }
leave-lead = You lose your access with the next click. To come back, an Admin has to invite you again.
leave-last-admin = You are the last Admin of { $isp }. Make somebody else Admin first.
said-left = You have left { $value }.
waiting-invitations = Invitations for you
waiting-invitation = { $isp } invites you as { $role }
waiting-invited-by = Invited by { $inviter }
waiting-until = Can be accepted until

timeline-device-new = { $actor } signed in from a new browser.
timeline-session-ended = { $actor } signed out another browser.
timeline-sessions-ended = { $actor } signed out everywhere.
timeline-person-renamed = { $actor } changed their name.
timeline-address-asked = { $actor } asked for another email.
timeline-address-changed = { $actor } changed their email.
timeline-address-undone = { $actor } took back a change of email.

mail-changed-here-text = Your password was changed just now under Your account, and every other browser was signed out.
mail-device-subject = New sign-in to your account
mail-device-text = Somebody signed in to your account from a browser that was not seen before: { $device }, from { $address }, on { $at }.
mail-device-next = If it was you, nothing is to be done. If not, change your password under Your account at once: that signs the other browser out.
mail-address-ask-subject = Confirm your new email
mail-address-ask-text = { $who } asked to sign in with this address from now on. Open this link in a browser where you are signed in, within 24 hours:
mail-address-ask-act = Confirm new email
mail-address-ask-otherwise = If it was not you, ignore this mail. Nothing happens without your account's own sign-in.
mail-address-moved-subject = Your email was changed
mail-address-moved-text = You sign in with { $email } from now on. If it was not you, this link gives your account back to you; it works for a week:
mail-address-moved-act = Take it back
mail-address-moved-otherwise = If it was you, nothing is to be done.
mail-address-tried-subject = Somebody wanted to use your email
mail-address-tried-text = Somebody asked to use this address for another account. It is yours, so nothing was changed.
mail-address-tried-next = Nothing is to be done. If it was you: sign in with this address as always; two accounts cannot become one.
mail-address-undone-subject = Your new email was taken back
mail-address-undone-text = The owner of your account's earlier address took the change back. The account no longer uses this address, and everybody was signed out.
mail-address-undone-next = If you did not expect this, tell an Admin of your ISP.

## The demonstration's mailbox
mailbox = Mailbox
mailbox-lead = No mail leaves this machine. What would have been sent is here.
mailbox-empty = No mail yet
mailbox-empty-text = Invite a collaborator, and the invitation appears here.
mail-from = From
mail-to = To
mail-sent = Sent
mail-open-link = Open link
mail-html = HTML version
mail-source = Source

## Times
time-now = just now
time-minutes = { $n ->
    [one] 1 minute ago
   *[other] { $n } minutes ago
 }
time-hours = { $n ->
    [one] 1 hour ago
   *[other] { $n } hours ago
 }
time-days = { $n ->
    [one] 1 day ago
   *[other] { $n } days ago
 }

## What was just done
said-level-changed = The access level of { $value } was changed.
said-access-revoked = All access of { $value } was revoked.
said-invited = { $value } is invited. The invitation is on its way by mail and expires in 2 days.
said-inventory-added = { $value ->
    [one] 1 router was added.
   *[other] { $value } routers were added.
 }
said-customer-activated = { $value } is activated. The home shows Online as soon as its router reports.
said-settings-saved = The settings are saved.
said-account-saved = Your account is saved.
said-certificate-window = The router may fetch a new certificate within the next hour. The old one is void.
said-password-set = Your password is set. Sign in with it.
said-joined = You now have access to { $value }.

## What could not be done
problem-anonymous-title = You are signed out
problem-anonymous = Your session has ended, and nothing was changed. Sign in and try again.
problem-no-factor-title = Two-factor is required
problem-no-factor = This ISP requires two-factor. Set it up under Your account, then come back.
problem-prove-title = Confirm it is you
problem-prove = It is a while since you proved who you are. Confirm it, then try again.
problem-forbidden-title = Not permitted
problem-forbidden = Your access level does not allow this. Ask an Admin of your ISP.
problem-not-found-title = Not found
problem-not-found = There is nothing here, or you do not have access to it. Check the address.
problem-gone-title = No longer valid
problem-conflict-title = That did not work
problem-invalid = Something in the form could not be read. Go back and try again.
problem-too-many-title = Too many attempts
problem-too-many = Too many attempts. Try again in { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
 }.
problem-too-large = That is more than fits in one go. Send it in smaller parts.
problem-busy = The service is busy, and nothing was changed. Try again in a few seconds.
problem-broken-title = Something went wrong
problem-broken = The fault is ours, and nothing was changed. Try again; if it stays, tell the operator of this server.
problem-home = Back to the Care Portal
gone-invitation = This invitation has expired or was used already. Ask an Admin of the ISP to invite you again; if you accepted it before, sign in.
gone-renewal = This link is no longer valid. Ask an Admin of the ISP to invite you again.
gone-address = This link is no longer valid. Change your email again under Your account.
gone-undo = This link is no longer valid: a change of email can be undone for a week.
gone-invitation-expired = This invitation has expired. Ask for a new one below, and an Admin of the ISP will see it.
gone-invitation-accepted = This invitation was accepted already. Sign in.
gone-reset = This link has expired or was used already. Ask for a new one under Forgot Password.
gone-setup = This set-up link is no longer valid. Each start of the server prints a new one until an ISP exists.
setup-done = This server has been set up already. Sign in.

## Fields
missing-email = Enter an email address.
invalid-email = This is not an email address. Write it like name@example.com.
missing-password = Enter a password.
password-too-short = Use at least { $least } characters.
password-too-long = Use at most { $most } characters.
password-guessable = This password is easy to guess. A few unrelated words make a good one.
sign-in-wrong = Email and password do not belong together. Check both, or use Forgot Password.
missing-role = Choose Admin or User.
invite-own-address = This is your own address. You have access already.
invite-already-collaborator = { $email } is a collaborator already.
invite-already-invited = { $email } was invited already, and can still accept. Once the invitation has expired, invite again.
accept-sign-in-first = This email already has an account. Sign in first, then open the invitation's link again.
accept-needs-mail = This link was not sent to your mailbox, so it cannot be used here. Ask for the invitation by mail.
accept-other-person = You are signed in as { $email }, and this invitation is for another address. Sign out, then open its link again.
last-admin = This is the last Admin. Make somebody else Admin first.
remove-alone = Nobody can be removed while only one collaborator is listed. Invite somebody else first.
invitation-accepted-meanwhile = This invitation was accepted meanwhile. Look again.
changed-meanwhile = Somebody else changed this meanwhile. Look again.
missing-isp-name = Enter the ISP's name.
invalid-isp-name = Use at most 80 characters on one line.
invalid-slug = Use lower-case letters, digits and single hyphens, at most 40.
slug-not-from-name = Use some Latin letters or digits, so that the ISP gets a readable address.
slug-taken = There is an ISP with the address { $slug } already. Choose another name.
invalid-colour = Choose a colour such as #0f766e.
missing-customer-name = Enter the customer's name.
missing-install-address = Enter where the router is installed.
text-too-long = Use at most { $most } characters on one line.
invalid-phone = Write the phone number in digits, such as +1 603 555 0100.
missing-macs = Enter at least one MAC address.
too-many-macs = Add at most { $most } at once.
invalid-mac = Line { $line }: { $text } is not a MAC address of a router. It has six pairs, such as 4e:5f:02:00:00:01.
mac-already-here = { $mac } is in your inventory already.
mac-elsewhere = { $mac } cannot be added: it is in use elsewhere. Check the label, or ask the operator of this server.
macs-and-more = And { $n } more.
router-not-in-stock = This router is enabled for a customer already.
invalid-page = This part of the list does not exist.

## More of a customer
enabled = Enabled
booted = Last start
firmware = Firmware
cpu = CPU load
memory = Memory available
warning = Warning
warning-no-dns = No DNS
warning-clock = Wrong clock
wifi = Wi-Fi
wifi-hidden = (hidden)
wifi-channel = channel { $n }
wifi-devices = { $n ->
    [one] 1 device
   *[other] { $n } devices
 }
certificate-window-open = May fetch a new certificate until
mail-not-delivered = The mail could not be delivered.
unknown-device = Unknown device
operator = The operator

## The timeline
timeline-collaborator-reinvited = { $actor } invited { $email } again.
timeline-collaborator-link-generated = { $actor } generated a link to invite { $email }.
timeline-invitation-revoked = { $actor } revoked the invitation of { $email }.
timeline-invitation-asked-for = { $email } asked for a new invitation.
timeline-collaborator-removed = { $actor } revoked all access of { $email }.
timeline-collaborator-left = { $actor } left.
timeline-password-changed = { $actor } changed their password.
timeline-isp-created = { $actor } created { $name }.
timeline-isp-updated = { $actor } changed the ISP profile.
timeline-collaborator-invited = { $actor } invited { $email }.
timeline-admin-invited-by-operator = { $actor } invited { $email } as Admin from the server's command line.
timeline-collaborator-joined = { $actor } joined.
timeline-admin-recovered = { $actor } is Admin again, by the operator's link.
timeline-collaborator-changed = { $actor } changed the access level of { $email } from { $before } to { $role }.
timeline-inventory-added = { $actor } added { $count ->
    [one] 1 router
   *[other] { $count } routers
 }.
timeline-customer-activated = { $actor } activated { $name }.
timeline-a-home = A router in stock
timeline-router-certified = { $home }: the router fetched its certificate.
timeline-certificate-window-opened = { $actor } let a router fetch a new certificate.
timeline-router-online = { $home } came online.
timeline-router-offline = { $home } went offline.

## Mails
mail-invited-subject = { $isp } invites you to the Care Portal
mail-invited-text = { $inviter } invites you to the Care Portal of { $isp }.
mail-invited-role = Your access level will be { $role }.
mail-invited-how = Open this link and create a password:
mail-invited-act = Accept invitation
mail-invited-expires = The invitation expires 2 days after it was sent.
mail-invited-why = If you do not know what this is about, ignore this mail. Nothing happens until you accept.
mail-added-subject = You have access to { $isp }
mail-added-text = { $inviter } gave you access to the Care Portal of { $isp }. Your access level is { $role }.
mail-added-next = Sign in as always; nothing else is to be done. If this is a mistake, you can leave this ISP under Your account.
mail-reset-subject = Set a new password
mail-reset-text = Somebody, hopefully you, asked for a new password. This link works for 30 minutes:
mail-recover-text = Somebody, hopefully you, asked for a password for the Care Portal of { $isp }, where you were invited. With this link you set it, and accept the invitation. It works until the invitation expires, and replaces the links that were sent before:
mail-expired-subject = Your invitation to { $isp } has expired
mail-expired-text = Somebody, hopefully you, asked for a password for the Care Portal of { $isp }. Your invitation has expired, so it cannot be set. With this link you can ask for a new invitation:
mail-expired-act = Ask for a new invitation
mail-reset-act = Set a new password
mail-reset-why = If it was not you, ignore this mail. Your password stays as it is.
mail-changed-subject = Your password was changed
mail-changed-text = Your password was changed just now, and you were signed out everywhere.
mail-changed-why = If it was not you, use Forgot Password at once and tell an Admin of your ISP.

## Notices by mail
notice-act = Open the Care Portal
notice-why = You get this mail because it is about your own account. It carries no secret, and nothing happens by opening it.
notice-role-subject = You are { $role } at { $isp } now
notice-role-text = { $actor } changed your access level at { $isp } from { $before } to { $role }.
notice-role-next = It holds from now on. Refresh the pages you have open. If this is a mistake, ask an Admin of the ISP.
notice-revoked-subject = Your access to { $isp } was revoked
notice-revoked-text = { $actor } revoked your access to the Care Portal of { $isp }.
notice-revoked-next = If this is a mistake, ask an Admin of the ISP to invite you again.
notice-asked-subject = { $email } asks for a new invitation
notice-asked-text = The invitation of { $email } to { $isp } has expired, and a new one was asked for with its link.
notice-asked-next = If you know who that is, choose the envelope in their row and invite them again. If not, revoke the invitation.
