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
tab-known-issues = Known Issues
tab-settings = Settings
isp-menu = Your ISPs
isp-switch = (switch ISP)
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
language = Language
invalid-language = Portico is not written in that language. Choose one of those shown.

## Signing in
sign-in-title = Sign in to the Care Portal
app-sign-in-title = Sign in to the app
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
forgot-sent-more = It works for 30 minutes. Nothing there? Look in the spam folder, or ask whoever invited you.

## Links
link-code = Code
link-code-hint = The part of the link after the #.
link-join-title = Open your invitation
link-reset-title = Open your link
link-lead = A link opens by itself here. If yours does not, paste its code.
link-setup-title = Set up Portico

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
invited-as = Invited as

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
inventory-none = No router matches
inventory-none-text = Nothing in your inventory is like this. Look for less, or show all.
inventory-over = Nothing more here
inventory-over-text = The routers that were on this page are gone or elsewhere in the list.
added = Added
firmware = Firmware
connectivity = Connectivity
mac-begins = MAC begins with
sort = Sort by
filter = Filter
show = Show
show-all = Show all
export-csv = Export CSV
first-page = First page
next-page = Next page
any-state = Any
any-contact = Any
any-model = Any
any-firmware = Any
never-seen = Never seen
sort-newest = Newest first
sort-oldest = Oldest first
sort-mac = MAC, rising
sort-mac-down = MAC, falling
sort-model = Model, A to Z
sort-model-down = Model, Z to A
sort-firmware = Firmware, rising
sort-firmware-down = Firmware, falling
invalid-mac-beginning = Enter the first digits of a MAC, such as 4e:5f:02.
delete-router = Delete router
delete-router-text = { $mac } leaves your inventory. Its certificate is void, and what it reported is deleted.
delete-router-then = Its MAC can be added again, by you or by another ISP.
or = or
preview = Preview

## Imports into the inventory
import = Import
import-file = CSV file
import-file-hint = A column named MAC, or any column with MACs. Up to 300,000 lines, 8 MB. Nothing is added before you have looked at it.
import-upload = Upload and preview
import-pasted = Pasted list
import-waits = { $file }: { $n ->
    [one] 1 router waits
   *[other] { NUMBER($n) } routers wait
 } to be imported.
import-works = { $file }: an import is under way.
import-look = Look
import-state-reading = Reading
import-state-ready = Not imported yet
import-state-running = Importing
import-state-yielding = Stopped
import-state-cancelling = Cancelling
import-state-done = Imported
import-state-cancelled = Cancelled
import-lead-reading = The file is being read. If this takes more than a minute, the upload was cut off: upload the file again.
import-lead-nothing = Nothing in this file can be imported. Put it right and upload it again.
import-lead-ready = { $n ->
    [one] 1 router is new, and nothing is wrong with the file.
   *[other] All { NUMBER($n) } routers are new, and nothing is wrong with the file.
 }
import-lead-some = { $n ->
    [one] 1 router
   *[other] { NUMBER($n) } routers
 } can be imported, { $left ->
    [one] 1 line
   *[other] { NUMBER($left) } lines
 } cannot. Put the file right and upload it again, or import the good ones.
import-lead-running = { $n ->
    [one] 1 router is
   *[other] { NUMBER($n) } routers are
 } being imported. All of them appear in the inventory at once, at the end; until then you can cancel.
import-lead-yielding = Somebody else added one of these MACs first. Nothing was imported; looking at what is left.
import-lead-cancelling = Nothing will be imported. What was set aside is being given back.
import-lead-done = { $n ->
    [one] 1 router is
   *[other] { NUMBER($n) } routers are
 } in the inventory.
import-lead-cancelled = Nothing was imported.
import-progress = Progress
import-place = { NUMBER($place) } of { NUMBER($total) } lines
import-all = { $n ->
    [one] Import 1 router
   *[other] Import { NUMBER($n) } routers
 }
import-good = { $n ->
    [one] Import the good one
   *[other] Import the { NUMBER($n) } good ones
 }
import-to-list = Go to the inventory
import-read = Lines read
import-new = New
import-malformed = No MAC address of a router
import-repeated = Repeated in the file
import-here = Already in your inventory
import-elsewhere = Belongs to another ISP
import-left-out = What is left out
import-more = And { NUMBER($n) } more; the CSV has all of them.
import-blank = (empty)
import-text = Content
import-why = Why
line = Line
missing-file = Choose a file.
import-too-large = This file is larger than 8 MB. Split it.
import-too-many = This file has more than { NUMBER($most) } lines. Split it.
import-no-table = This is no text. Save the table as CSV (UTF-8) and upload that.
import-empty = There is no MAC address in this.
import-no-column = No column holds MAC addresses. Name one MAC, or check the file.
import-changed = This changed since you looked. Look again.
import-over = This import is over already.
import-was-cancelled = This import was cancelled while its file was read.
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
homes-find = Find
homes-find-hint = Name, address, MAC
any-manner = Any
any-plan = Any
manner-flapping = Flapping
manner-steady = Steady
sort-latest = Latest change first
sort-longest = Longest first
sort-name = Name, A to Z
sort-name-down = Name, Z to A
homes-none = No home matches
homes-none-text = No home in this list is like this. Look for less, or show all.
homes-over-text = The homes that were on this page are elsewhere in the list now, or in the other one.
homes-of = { NUMBER($n) } of { NUMBER($all) }
homes-more-of = More than { NUMBER($n) } of { NUMBER($all) }
stock-none = Nothing is in stock.

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
mobile-user = Mobile user
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
level-other-title = Change the access level
level-other = { $email } will be { $role } at { $isp } from now on.
level-other-when = It holds with their next click. They are told by mail.
level-set = Change to { $role }
taken-over = The mailbox's owner took this account over after it was given access. Check who that is.
invited-by-former = Invited by { $name }, who is no Admin here any more.
invited-by-former-user = Invited by { $name }, who may invite nobody here any more.
invitation-forgotten = Forgot Password was used: links of before are void, and the way in is in that mail.
asked-again = Asked for a new invitation { $when }.
revoke-title = Revoke access
revoke-text = Revoke all access of { $email } to { $isp }?
revoke-text-own = Revoke { $email }'s own access to { $isp }?
kept = They still have access through the cluster { $cluster }, as { $role }. Only an Admin of the cluster can end that.
kept-by-you = You still have access through the cluster { $cluster }, as { $role }.
revoke-when = It ends with their next click. They are told by mail.
revoke-own = This is your own access. It ends with your next click.
revoke-pending = Their invitation and its links stop working at once.
revoke-send = Revoke all access
envelope-lead = Both ways renew the invitation for 2 days, and no earlier link works any more.
generate-invitation = Generate Invitation
generate-text = Shows a new link, once, for you to pass on.
re-invite = Re-invite
re-invite-text = Sends the invitation by mail again.
re-invite-mobile-user = Re-invite Mobile User
invite-mobile-user = Invite Mobile User
invite-user-lead = They get a mail to set up their account in the app. Whoever is the first user of a home is its primary user.
users-lead = Who uses this home by the app, and who is invited to.
users-empty = Nobody uses this home by the app yet
users-empty-text = Invite the customer. Whoever accepts first is the primary user.
primary-user = Primary user
make-primary = Make primary user
make-primary-of = Make { $email } the primary user
primary-title = Make primary user
primary-text = { $email } becomes the primary user of this home, in place of { $before }.
primary-asked = Both keep their access. A home has one primary user.
remove-user-of = Remove { $email }
remove-user-title = Remove user
remove-user-text = { $email } loses access to this home.
remove-user-when = It ends with their next request, also where the app is open.
remove-user-invited = { $email } can no longer accept the invitation to this home.
remove-user-next = Primary user from then on
remove-user-choose = Choose
remove-user-send = Remove user
generated-title = New invitation link
generated-text = Pass this link on to { $email }, and to nobody else: whoever opens it can accept the invitation.
generated-link = Link
generated-hint = It works once, for 2 days, and is not shown again.

## Asking for a new invitation
renew-title = Ask for a new invitation
renew-text = Your invitation to { $isp } has expired. You can ask for a new one.
renew-send = Ask for a new invitation
renew-done = { $isp } knows now that you asked. You will hear by mail.

## The audit log
audit-log = Audit log
audit-back = Back
audit-lead = Who did what, when, from where and by which way. Entries are never changed; each is soon sealed by a number in a chain.
audit-filter = Filter
audit-area = About
audit-person = Who
audit-way = Way
audit-from-day = From day (UTC)
audit-to-day = To day (UTC)
audit-show = Show
audit-show-all = Show all
audit-csv = Export CSV
audit-json = Export JSON
audit-any-area = Everything
audit-anybody = Anybody
audit-any-way = Any way
audit-area-access = Access
audit-area-account = Accounts
audit-area-settings = Settings
audit-area-homes = Inventory and homes
audit-way-portal = Care Portal
audit-way-shell = Shell
audit-way-system = System
audit-time = Time
audit-what = What
audit-who = Who
audit-from = From
audit-who-staff = Collaborator
audit-who-subscriber = Mobile user
audit-who-person = Own account
audit-who-shell = Command line
audit-who-system = The service itself
audit-who-anyone = Not signed in
audit-somebody = Somebody
audit-erased-name = Somebody
audit-details = Details
audit-erased = erased
audit-nothing = (none)
audit-count = Number
audit-sealed = Sealed as no. { $number }
audit-unsealed = Not sealed yet
audit-empty = Nothing matches
audit-empty-text = No entry is like this. Choose other days, or show all.
audit-invalid-choice = Choose one from the list.
audit-range-backwards = Choose a day that is not before the first.
invalid-date = Write the day like 2026-03-02.

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
address-prove-first = { $email } was never confirmed as yours. Sign out and use Forgot Password: the mail it sends there confirms it. Then change it.
address-taken = This email belongs to another account by now, so it cannot be yours. Nothing was changed.
address-other-person = This link belongs to another account. Sign in as the one who asked for the change, then open the link again.
link-address-title = Confirm your new email
address-confirm-lead = From now on you sign in with { $to } instead of { $from }. You are signed out everywhere but here, and we tell { $from }.
address-confirm-send = Confirm new email
address-sign-in = Sign in as { $email } in this browser first, then open the link again. The mailbox alone is not enough: nobody can hang their account on your address.
said-address-changed = Your email is { $value } from now on.
link-undo-title = Take back the change of email
undo-lead = The account goes back from { $away } to { $back }. Everybody is signed out of it, its password is void and its two-factor removed: we send { $back } a link to set a new password.
undo-send = Take it back
said-undone = The account's email is { $value } again, and everybody is signed out. Check your mail for a link to set a new password.
session-end = Sign out
said-session-ended = That browser is signed out.
sessions-lead = Every browser that is signed in now, and the address it was last seen at. Sign out what you do not know, and change your password.
memberships = ISPs you belong to
memberships-lead = Where you have access, and what you may do there.
memberships-empty = You belong to no ISP
memberships-empty-text = An Admin of your ISP can invite you. The invitation appears here and in your mail.
account-homes = You have access to a home.
membership-cluster = Cluster
membership-through = Through { $cluster }
last-seen-there = Last seen there
leave = Leave
given = You were given access to { $place }.
given-by = { $giver } gave you access to { $place }.
given-mistake = Is this a mistake?
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
timeline-address-asked = { $actor } asked for another email.
timeline-address-changed = { $actor } changed their email.
timeline-address-undone = { $actor } took back a change of email.
timeline-person-taken-over = { $actor } proved the mailbox: nobody who used the account before is let in.

mail-changed-by-operator-text = Your password was changed just now by a link from the operator of this server, and you were signed out everywhere else.
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
mail-address-undone-text = The owner of your account's earlier address took the change back. The account no longer uses this address, everybody was signed out, and its two-factor was removed.
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
   *[other] { NUMBER($n) } minutes ago
 }
time-hours = { $n ->
    [one] 1 hour ago
   *[other] { NUMBER($n) } hours ago
 }
time-days = { $n ->
    [one] 1 day ago
   *[other] { NUMBER($n) } days ago
 }

## What was just done
said-level-changed = The access level of { $value } was changed.
said-level-changed-through = The access level of { $value } was changed. Through the cluster they have a higher one, which counts.
said-access-revoked-own = { $value }'s own access was revoked. They still have access through the cluster.
said-access-revoked = All access of { $value } was revoked.
said-invited = { $value } is invited. The invitation is on its way by mail and expires in 2 days.
said-home-left = You have left a home of { $value }.
said-user-removed = { $value } has no access to this home any more.
said-user-primary = { $value } is the primary user now.
said-inventory-added = { $value ->
    [one] 1 router was added.
   *[other] { NUMBER($value) } routers were added.
 }
said-router-deleted = { $value } was deleted.
said-import-cancelled = The import was cancelled.
said-customer-activated = { $value } is activated. The home shows Online as soon as its router reports.
said-settings-saved = The settings are saved.
said-account-saved = Your account is saved.
said-certificate-window = The router may fetch a new certificate within the next hour. The old one is void.
said-password-set = Your password is set. Sign in with it.
said-joined = You now have access to { $value }.
said-home-joined = You now have access to a home of { $value }.

## What could not be done
problem-anonymous-title = You are signed out
problem-anonymous = Your session has ended, and nothing was changed. Sign in and try again.
problem-no-factor-title = Two-factor is required
problem-no-factor = Two-factor is required here. Set it up under Your account, then come back.
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
   *[other] { NUMBER($minutes) } minutes
 }.
problem-too-large = That is more than fits in one go. Send it in smaller parts.
problem-busy = The service is busy, and nothing was changed. Try again in a few seconds.
problem-broken-title = Something went wrong
problem-broken = The fault is ours, and nothing was changed. Try again; if it stays, tell the operator of this server.
problem-home = Back to the Care Portal
gone-invitation = This invitation has expired or was used already. Ask for a new one where it came from; if you accepted it before, sign in.
gone-renewal = This link is no longer valid. Ask for a new invitation where it came from.
gone-address = This link is no longer valid. Change your email again under Your account.
gone-undo = This link is no longer valid: a change of email can be undone for a week.
gone-invitation-expired = This invitation has expired. Ask for a new one below, and whoever can send it hears of it.
gone-invitation-accepted = This invitation was accepted already. Sign in.
gone-invitation-forgotten = Forgot Password was used for this address, and this link is void since then. Use the link in that mail, or ask for a new invitation.
gone-reset = This link has expired or was used already. Ask for a new one under Forgot Password.
gone-setup = This set-up link is no longer valid. Each start of the server prints a new one until an ISP exists.
setup-done = This server has been set up already. Sign in.

## Fields
missing-email = Enter an email address.
invalid-email = This is not an email address. Write it like name@example.com.
missing-password = Enter a password.
password-too-short = Use at least { NUMBER($least) } characters.
password-too-long = Use at most { NUMBER($most) } characters.
password-guessable = This password is easy to guess. A few unrelated words make a good one.
sign-in-wrong = Email and password do not belong together. Check both, or use Forgot Password.
missing-role = Choose Admin or User.
invite-own-address = This is your own address. You have access already.
invite-own-address-home = This is your own address. If you live there, ask a colleague to invite you.
invite-already-mobile-user = { $email } uses this home already.
invite-already-collaborator = { $email } is a collaborator already.
invite-already-invited = { $email } was invited already, and can still accept. To send the invitation again, choose the envelope in their row.
accept-sign-in-first = This email already has an account. Sign in first, then open the invitation's link again.
accept-needs-mail = This link was not sent to your mailbox, so it cannot be used here. Ask for the invitation by mail.
accept-create-password = Your email was never confirmed. Open the invitation's link again and create a password.
accept-other-person = You are signed in as { $email }, and this invitation is for another address. Sign out, then open its link again.
last-admin = This is the last Admin. Make somebody else Admin first.
remove-alone = Nobody can be removed while only one collaborator is listed. Invite somebody else first.
remove-mobile-user-alone = Nobody can be removed while only one user is listed. Invite somebody else first.
name-next-primary = The primary user of a home is one of its users. Choose who it is from now on.
leave-home-last = You are the only user of this home, so you cannot leave it. Ask your service provider.
invitation-accepted-meanwhile = This invitation was accepted meanwhile. Look again.
changed-meanwhile = Somebody else changed this meanwhile. Look again.
missing-isp-name = Enter the ISP's name.
invalid-slug = Use lower-case letters, digits and single hyphens, at most 40.
slug-not-from-name = Use some Latin letters or digits, so that the ISP gets a readable address.
slug-taken = There is an ISP with the address { $slug } already. Choose another name.
invalid-colour = Choose a colour such as #0f766e.
missing-customer-name = Enter the customer's name.
missing-install-address = Enter where the router is installed.
text-too-long = Use at most { NUMBER($most) } characters on one line.
text-unseen = Use letters, digits and signs that can be seen.
invalid-phone = Write the phone number in digits, such as +1 603 555 0100.
missing-macs = Enter at least one MAC address.
too-many-macs = Add at most { NUMBER($most) } at once.
invalid-mac = Line { NUMBER($line) }: { $text } is not a MAC address of a router. It has six pairs, such as 4e:5f:02:00:00:01.
mac-already-here = { $mac } is in your inventory already.
mac-elsewhere = { $mac } cannot be added: it is in use elsewhere. Check the label, or ask the operator of this server.
macs-and-more = And { NUMBER($n) } more.
router-not-in-stock = This router is enabled for a customer already.
invalid-page = This part of the list does not exist.

## More of a customer
enabled = Enabled
booted = Last start
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
   *[other] { NUMBER($n) } devices
 }
certificate-window-open = May fetch a new certificate until
unknown-device = Unknown device
the-app = App
operator = The operator

## The timeline
timeline-collaborator-reinvited = { $actor } invited { $email } again.
timeline-collaborator-link-generated = { $actor } generated a link to invite { $email }.
timeline-invitation-revoked = { $actor } revoked the invitation of { $email }.
timeline-invitation-asked-for = { $email } asked for a new invitation.
timeline-collaborator-removed = { $actor } revoked all access of { $email }.
timeline-collaborator-left = { $actor } left.
timeline-password-changed = { $actor } changed their password.
timeline-password-shown = { $actor } showed the password; the second factor was still to come.
timeline-signed-in = { $actor } signed in.
timeline-signed-out = { $actor } ended a session.
timeline-signed-out-everywhere = { $actor } signed out everywhere.
timeline-person-renamed = { $actor } changed their name.
timeline-audit-erased = { $actor } erased what was personal in { $count ->
    [one] 1 entry
   *[other] { NUMBER($count) } entries
 } of the audit log.
timeline-isp-created = { $actor } created { $name }.
timeline-isp-updated = { $actor } changed the profile.
timeline-collaborator-invited = { $actor } invited { $email }.
timeline-mobile-user-invited = { $actor } invited { $email } to use { $home } by the app.
timeline-mobile-user-reinvited = { $actor } invited { $email } again to use { $home } by the app.
timeline-mobile-user-link-generated = { $actor } generated a link to invite { $email } to { $home }.
timeline-mobile-user-invitation-revoked = { $actor } revoked the invitation of { $email } to { $home }.
timeline-mobile-user-invitation-asked-for = { $email } asked for a new invitation to { $home }.
timeline-mobile-user-joined = { $actor } became a mobile user of { $home }.
timeline-mobile-user-removed = { $actor } took { $home } away from { $email }.
timeline-mobile-user-left = { $actor } left { $home }.
timeline-mobile-user-primary = { $email } is the primary user of { $home }, by { $actor }.
timeline-admin-invited-by-operator = { $actor } invited { $email } as Admin from the server's command line.
timeline-collaborator-joined = { $actor } joined.
timeline-admin-recovered = { $actor } is Admin again, by the operator's link.
timeline-collaborator-changed = { $actor } changed the access level of { $email } from { $before } to { $role }.
timeline-inventory-added = { $actor } added { $count ->
    [one] 1 router
   *[other] { NUMBER($count) } routers
 }.
timeline-inventory-deleted = { $actor } deleted { $count ->
    [one] 1 router
   *[other] { NUMBER($count) } routers
 } from the inventory.
timeline-inventory-import-started = { $actor } began to import { $count ->
    [one] 1 router
   *[other] { NUMBER($count) } routers
 } from { $file }.
timeline-inventory-import-cancelled = { $actor } cancelled the import of { $file }.
timeline-inventory-import-done = { $count ->
    [one] 1 router
   *[other] { NUMBER($count) } routers
 } of { $file } came into the inventory.
timeline-customer-activated = { $actor } activated { $name }.
timeline-a-home = A router in stock
timeline-router-certified = { $home }: the router fetched its certificate.
timeline-certificate-window-opened = { $actor } let a router fetch a new certificate.
timeline-router-online = { $home } came online.
timeline-router-offline = { $home } went offline.
timeline-router-flapping = { $home } keeps going on and off.
timeline-router-steady = { $home } is steady again, online.
timeline-router-stays-offline = { $home } no longer goes on and off: it stays offline.
timeline-router-wan-moved = { $home } has another WAN address: { $wan }.
timeline-router-firmware-changed = { $home }: the router runs firmware { $firmware }.
timeline-router-started = { $reason ->
    [exception] { $home }: the router started after a crash.
    [killed] { $home }: the router started after its agent was killed.
    [wd-timeout] { $home }: the router started since its watchdog found it stuck.
    [start-fail] { $home }: the router started after its agent could not.
    [support-start-fail] { $home }: the router started after its support agent could not.
    [reboot-fail] { $home }: the router started after a restart that failed.
    [fw-process-fail] { $home }: the router started after a firmware update that failed.
    [test-crash] { $home }: the router started after a crash that somebody tested.
    [test-fail] { $home }: the router started after a test that failed.
    [server-cmd] { $home }: the router started as it was told to.
    [provision] { $home }: the router started with a new certificate.
    [opmode-change] { $home }: the router started in another mode.
    [conncheck] { $home }: the router started after it lost the internet.
    [deviceinfo] { $home }: the router started to say anew what it is.
   *[other] { $home }: the router started.
 }
timeline-router-agent-restarted = { $reason ->
    [exception] { $home }: the router's agent crashed and restarted.
    [killed] { $home }: the router's agent was killed and restarted.
    [wd-timeout] { $home }: the router's agent was stuck and restarted.
    [start-fail] { $home }: the router's agent could not start and restarted.
    [test-crash] { $home }: the router's agent restarted after a crash that somebody tested.
    [server-cmd] { $home }: the router's agent restarted as it was told to.
    [provision] { $home }: the router's agent restarted with a new certificate.
    [conncheck] { $home }: the router's agent restarted after it lost the internet.
   *[other] { $home }: the router's agent restarted.
 }

## Graphs
availability = Availability
share-of-hundred = { $whole }.{ $rest } %
availability-soon = The router was heard just now.
availability-full = { $share } { $over ->
    [month] of the last 30 days.
    [today] since { $since } today.
   *[days] since { $since }.
 }
availability-part = { $share } { $over ->
    [month] of the last 30 days
    [today] since { $since } today
   *[days] since { $since }
 }; offline { $times ->
    [one] once
   *[other] { NUMBER($times) } times
 }, { $lasting } in all.
today = Today
day-by-day = Day by day
day-unknown = { $day }: not known
day-from = { $day }, from { $since } on
day-full = { $day }: online all day
day-so-far = { $day }: online so far
day-online = { $day }: online
day-part = { $day }: offline { $lasting }{ $times ->
    [0] {""}
    [one] , once
   *[other] , { NUMBER($times) } times
 }
graphs = Router over time
graphs-soon = The first graphs come about five minutes after the router's first report.
graphs-silent = Nothing was heard from the router in this time.
graphs-week = Show the week
graphs-month = Show 30 days
over = Over
over-day = Day
over-week = Week
over-month = 30 days
memory-used = Memory in use
uptime = Uptime
average = Average
peak = Peak
times-in = Times in { $zone }
numbers = Numbers
numbers-from = From
cpu-average = CPU, average
cpu-peak = CPU, peak
memory-average = Memory, average
memory-peak = Memory, peak
lasting-days = { $n ->
    [one] { NUMBER($n) } day
   *[other] { NUMBER($n) } days
 }
lasting-hours = { $n } h
lasting-minutes = { $n } min
lasting-seconds = { $n } s
flapping-online = Flapping, now online
flapping-offline = Flapping, now offline
over-time = Customers over time
over-time-soon = The chart begins about five minutes after Portico started.
numbers-at = At
times = { $n ->
    [one] once
   *[other] { NUMBER($n) } times
 }
restarts = Restarts
show-more = Show more
restarts-all = { $times ->
    [one] 1 restart
   *[other] { NUMBER($times) } restarts
 } at { $homes ->
    [one] 1 home
   *[other] { NUMBER($homes) } homes
 }.
restarts-more = At least { NUMBER($times) } restarts at { NUMBER($homes) } homes.
restarts-none = No router restarted.

## Mails
mail-invited-subject = { $isp } invites you to the Care Portal
mail-invited-text = { $inviter } invites you to the Care Portal of { $isp }.
mail-invited-role = Your access level will be { $role }.
mail-invited-how = Open this link and create a password:
mail-invited-sign-in = You have an account already. Sign in, then open this link:
mail-invited-act = Accept invitation
mail-invited-expires = The invitation expires 2 days after it was sent.
mail-invited-why = If you do not know what this is about, ignore this mail. Nothing happens until you accept.
mail-added-subject = You have access to { $isp }
mail-added-text = { $inviter } gave you access to the Care Portal of { $isp }. Your access level is { $role }.
mail-added-next = Sign in as always; nothing else is to be done. If this is a mistake, you can leave under Your account.
mail-invited-home-subject = { $isp } invites you to its app
mail-invited-home-text = { $inviter } of { $isp } invites you to use your home network by the app.
mail-invited-home-app = In the app you see whether your home is online, and get help when it is not. It opens in the browser; from its menu you can put it on the home screen.
mail-added-home-subject = You have access to a home at { $isp }
mail-added-home-text = { $inviter } of { $isp } gave you access to a home, to use by the app.
mail-added-home-next = Sign in to the app with the account you have; nothing else is to be done. If this is a mistake, tell { $isp }.
mail-reset-subject = Set a new password
mail-reset-text = Somebody, hopefully you, asked for a new password. This link works for 30 minutes:
mail-recover-text = Somebody, hopefully you, asked for a password for the Care Portal of { $isp }, where you were invited. With this link you set it, and accept the invitation. It works until the invitation expires, and replaces the links that were sent before:
mail-recover-several-text = Somebody, hopefully you, asked for a password. { $isp } invited you more than once: with this link you set the password, and then sign in and accept each invitation by itself. It works until the last of them expires, and replaces the links that were sent before:
mail-recover-home-text = Somebody, hopefully you, asked for a password for the app of { $isp }, to which you were invited. With this link you set it, and accept the invitation. It works until the invitation expires, and replaces the links that were sent before:
mail-expired-subject = Your invitation to { $isp } has expired
mail-expired-text = Somebody, hopefully you, asked for a password for the Care Portal of { $isp }. Your invitation has expired, so it cannot be set. With this link you can ask for a new invitation:
mail-expired-home-text = Somebody, hopefully you, asked for a password for the app of { $isp }. Your invitation has expired, so it cannot be set. With this link you can ask for a new invitation:
mail-expired-act = Ask for a new invitation
mail-reset-act = Set a new password
mail-reset-why = If it was not you, ignore this mail. Your password stays as it is.
mail-recover-why = You get this mail because { $isp } invited this address. If it was not you who asked, ignore it: nobody has access until a password is set by this link.
mail-expired-why = You get this mail because { $isp } once invited this address. If it was not you who asked, ignore it: nothing was changed, and nobody has access by it.
mail-changed-subject = Your password was changed
mail-changed-text = Your password was changed just now, and you were signed out everywhere.
mail-changed-why = If it was not you, use Forgot Password at once and tell an Admin of your ISP.

## Notices by mail
notice-act = Open the Care Portal
notice-act-app = Open the app
notice-why = You get this mail because it is about your own account. It carries no secret, and nothing happens by opening it.
notice-why-access = You get this mail because it is about your access to { $isp }. It carries no secret, and nothing happens by opening it.
notice-why-admin = You get this mail because you are an Admin of { $isp }. It carries no secret, and nothing happens by opening it.
notice-role-subject = You are { $role } at { $isp } now
notice-role-text = { $actor } changed your access level at { $isp } from { $before } to { $role }.
notice-role-next = It holds from now on. Refresh the pages you have open. If this is a mistake, ask an Admin of the ISP.
notice-revoked-subject = Your access to { $isp } was revoked
notice-revoked-text = { $actor } revoked your access to the Care Portal of { $isp }.
notice-revoked-own-subject = Your own access to { $isp } was revoked
notice-revoked-own-text = { $actor } revoked your own access to the Care Portal of { $isp }.
notice-through-next = You also have access through the cluster { $cluster }, which makes you { $role } there. If that is a mistake too, ask an Admin of the cluster.
notice-revoked-next = If this is a mistake, ask an Admin of the ISP to invite you again.
notice-home-revoked-subject = You have no access to a home at { $isp } any more
notice-home-revoked-text = { $actor } of { $isp } took away your access to a home, which you had by the app.
notice-home-revoked-next = If this is a mistake, ask your service provider to invite you again.
notice-primary-subject = You are the primary user of a home at { $isp }
notice-primary-text = { $actor } made you the primary user of a home at { $isp }.
notice-primary-text-left = { $actor } left, and named you the primary user of a home at { $isp }.
notice-primary-next = If this is a mistake, tell your service provider.
notice-asked-subject = { $email } asks for a new invitation
notice-asked-text = The invitation of { $email } to { $isp } has expired, and a new one was asked for with its link.
notice-asked-next = If you know who that is, choose the envelope in their row and invite them again. If not, revoke the invitation.

## Roles
roles = Roles
roles-lead = Service providers can provide their staff with access to the Care Portal by giving them Collaborator accounts. What a role may do is the same in every ISP and cluster.
roles-link = What each role may do
roles-admin = Admin collaborator
roles-user = User collaborator
roles-read-only = Read Only collaborator
roles-admin-text = These accounts will have access to the Overview, Inventory, Online, Offline, Known Issues and Settings tabs in the Care Portal. They will have the ability to make changes to the service provider's account settings and invite other collaborators to have access.
roles-user-text = These accounts will have access to the Overview, Inventory, Online, Offline, and Known Issues tabs in the Care Portal. They will not be able to make changes to the service provider's account settings or invite other collaborators to have access.
roles-read-only-text = If a collaborator's access is set to Read Only, they will be able to navigate the Care Portal like a User would, but would not be able to make ANY changes to the service provider's account or subscriber accounts. All buttons will be greyed out to the collaborator.
roles-ability = Ability
roles-yours = Your role
yes = Yes
no = No
ability-settings = Access to ISP or Cluster settings and the ability to modify these settings
ability-view-tabs = Access (or view) to Overview, Inventory, Online, Offline, and Known Issues tabs
ability-view-customers = Ability to access (or view) customer accounts (LANs), including the Overview, Security, Router Settings, Timeline, User Settings, Users, Insights, and Traffic tabs
ability-inventory = Ability to add, delete, and enable inventory
ability-score = Ability to reset Minim Score for customer account (LAN)
ability-speed-test = Ability to run speed tests from customer account
ability-network-device = Ability to add network devices to customer network
ability-detections = Ability to address detections in the Security tab
ability-router-settings = Ability to make changes to the Router Settings tab of a customer account
ability-customer = Ability to update customer information under the User Settings tab
ability-deactivate = Ability to deactivate a customer account
ability-mobile-users = Ability to invite and delete mobile users
ability-collaborators = Ability to invite other collaborators to have access
ability-collaborator-roles = Ability to modify the access level of an existing collaborator and to remove a collaborator's access

## Clusters
places-menu = Where you have access
cluster-menu = Your clusters
cluster-profile = Cluster profile
cluster-name = Cluster name
cluster-collaborators-lead = Staff who may enter this cluster and, in the same role, each of its ISPs. An invitation expires 2 days after it is sent.
cluster-isps = ISPs
cluster-isp = ISP
cluster-empty = No ISPs yet
cluster-empty-text = Whoever runs this server puts an ISP into the cluster from its command line.
cluster-staff = Collaborators
cluster-invitations = Open invitations
cluster-two-factor = Two-factor
cluster-two-factor-required = Required
cluster-two-factor-optional = Not required
cluster-two-factor-first = Show your second factor to see these numbers.
cluster-totals = In all ISPs
figure-isps = in this cluster
through-cluster = Access through the cluster { $name }
through-cluster-lead = They have their role in each ISP of the cluster. Only an Admin of the cluster can change it or take it away.
through-cluster-none = Nobody has joined the cluster yet.
through-cluster-settings = Settings of the cluster
isp-in-cluster = This ISP is in the cluster { $cluster } already. Take it out of that one first.
isp-in-no-cluster = This ISP is in no cluster.
timeline-cluster-created = { $actor } created the cluster { $name }.
timeline-cluster-joined = { $actor } put this ISP into the cluster { $name }. Its collaborators have access.
timeline-cluster-left = { $actor } took this ISP out of the cluster { $name }. Its collaborators have no access any more.
timeline-cluster-isp-added = { $actor } put { $name } into the cluster.
timeline-cluster-isp-removed = { $actor } took { $name } out of the cluster.

## Two-factor
two-factor = Two-factor
factor-what-app = an authenticator app
factor-what-passkey = a passkey
factor-wrong = That was not accepted. A code works once and only for a short while: wait for the next one, or use another way.
factor-app-gone = The code to scan has expired. Start again.
factor-last = { $n ->
    [one] { $places } requires two-factor,
   *[other] { $places } require two-factor,
 } and this is your last way to show it. Add another one first.
factor-none = Set up an authenticator app or a passkey first.
factor-none-there = { $email } has no two-factor to reset.
erase-still-here = { $email } still has access somewhere. Remove them there first, then erase.
factor-reset-own = This is your own account. Use a recovery code, or remove it under Your account.
factor-reset-elsewhere = The two-factor of { $email } cannot be reset from here. They can use a recovery code; otherwise the operator of this server can reset it.
passkey-name = Give the passkey a name of at most 60 characters.
passkey-none = There is no passkey for this account.
passkey-too-many = There are { NUMBER($most) } passkeys already. Remove one first.
passkeys-need-https = Passkeys need an https address. Ask the operator of this server.
proof-wrong-password = This is not your password.
proof-by-factor = Your account has two-factor, so a password does not confirm it. Use a passkey or a code.
timeline-factor-added = { $actor } added { $what } to their account.
timeline-factor-removed = { $actor } removed { $what } from their account.
timeline-factor-reset = { $actor } reset the two-factor of { $email }.
timeline-recovery-codes-made = { $actor } made new recovery codes.
timeline-recovery-code-used = { $actor } used a recovery code.
timeline-two-factor-required = { $actor } made two-factor required.
timeline-two-factor-not-required = { $actor } made two-factor optional.
mail-factor-added-subject = Two-factor was added to your account
mail-factor-added-text = From now on { $what } protects your account.
mail-factor-removed-subject = Two-factor was removed from your account
mail-factor-removed-text = Your account is no longer protected by { $what }.
mail-recovery-codes-subject = You have new recovery codes
mail-recovery-codes-text = New recovery codes were made for your account. Those from before no longer work.
mail-recovery-used-subject = A recovery code was used
mail-recovery-used-text = Somebody, hopefully you, used a recovery code of your account. { $left ->
    [0] None is left: make new ones.
    [one] 1 is left.
   *[other] { NUMBER($left) } are left.
 }
mail-factor-reset-subject = Your two-factor was reset
mail-factor-reset-by-admin = { $admin } of { $isp } removed all two-factor from your account, and you were signed out everywhere. Your password stays as it is.
mail-factor-reset-by-link = A link from the operator of this server was used for your account: it removed all two-factor, set a new password and signed you out everywhere else.
mail-factor-reset-by-operator = The operator of this server removed all two-factor from your account, and you were signed out everywhere. Your password stays as it is.
mail-factor-next = If this is not what you wanted, use Forgot Password at once, look at Your account, and tell an Admin of your ISP.

## Two-factor: signing in and proving anew
second-title = Two-factor
second-lost = Lost everything? An Admin of your ISP or the operator of this server can reset it.
app-second-lost = Lost everything? Only the operator of this server can reset it. Ask your service provider to have that done.
code = Code
code-hint = Six digits from your authenticator app, or a recovery code.
recovery-code = Recovery code
recovery-code-hint = One of those you kept when you set up two-factor.
passkey-use = Use a passkey
passkey-sign-in = Sign in with a passkey
passkey-failed = The passkey was not shown. Try again, or use another way.
passkey-refused = This passkey was not accepted. Try again, or sign in with your password.
proof-lead = What you are about to do is sensitive, so we ask again who you are. You are signed in as { $email }.
confirm = Confirm
said-proved = Thank you. Nothing was changed yet: go on with what you were about to do. For ten minutes you will not be asked again.

## Two-factor: your account
two-factor-go = Set up two-factor
two-factor-manage = Authenticator app, passkeys and recovery codes
two-factor-lead = A second way to show that it is you. Whoever learns your password still cannot sign in. With the first one that you set up, all other browsers and the app are signed out.
two-factor-required = { $n ->
    [one] { $places } requires two-factor.
   *[other] { $places } require two-factor.
 } Set up one of these to go on.
factor-on = On
factor-since = set up
app = Authenticator app
app-text = An app on your phone shows a code that you type when you sign in.
app-set-up = Set up an app
app-change = Change to another app
app-title = Set up an authenticator app
app-qr = QR code for the authenticator app
app-scan = Scan this square with your authenticator app, or type the key into it.
app-secret = Key
app-code-hint = The six digits that the app shows now.
app-confirm = Turn on
app-remove = Remove the authenticator app
app-remove-text = Its codes will no longer sign you in.
remove-it = Remove
passkeys = Passkeys
passkeys-text = Your phone, computer or security key signs you in by a finger, a face or a PIN, without a password.
passkey-no-browser = This browser has no passkeys.
passkey-name-field = Name of the new passkey
passkey-name-hint = So that you know it again later.
passkey-add = Add a passkey
passkey-added = Added
passkey-remove = Remove a passkey
passkey-remove-text = { $name } will no longer sign you in.
passkey-remove-named = Remove { $name }
recovery-codes = Recovery codes
recovery-codes-left = { $n ->
    [one] 1 code is left.
   *[other] { NUMBER($n) } codes are left.
 }
recovery-codes-text = Each signs you in once when everything else is lost.
recovery-codes-lead = Keep these somewhere safe, on paper for example. Each signs you in once when your phone or passkey is lost. They are shown only now.
recovery-codes-copy = Copy all
recovery-codes-kept = I have kept them
recovery-codes-anew = Make new codes
recovery-codes-anew-text = You will see ten new codes. The ones you have now stop working.
recovery-codes-make = Make new codes
said-factor-added = Two-factor was added to your account.
said-factor-removed = It was removed from your account.

## Two-factor: an ISP's settings
security = Sign-in security
rule-is-on = Two-factor required
rule-since = switched on
rule-is-off = Two-factor optional
rule-on-text = Every collaborator shows an authenticator app or a passkey when they sign in.
rule-off-text = Collaborators decide for themselves whether a password is enough.
rule-cluster = { $name } requires two-factor at all its ISPs, whatever is set here.
rule-turn-on = Require two-factor
rule-turn-off = Make it optional
rule-on-title = Require two-factor?
rule-off-title = Make two-factor optional?
rule-on-confirm = From their next sign-in on, every collaborator needs a second factor here. Whoever has none sets one up then. Nobody is signed out now.
rule-off-confirm = Whoever has set up two-factor keeps it.
rule-off-then = Whoever has not gets in here with a password alone.
rule-without = { $n ->
    [0] Everybody has a second factor already.
    [one] 1 collaborator has none yet and will be asked.
   *[other] { NUMBER($n) } collaborators have none yet and will be asked.
 }
rule-cluster-confirm = This holds at all ISPs of the cluster.
rule-cluster-off-confirm = An ISP of the cluster that requires it by itself goes on doing so.
said-rule-on = Two-factor is required from the next sign-in on.
said-rule-off = These settings no longer require two-factor.
factor-reset-title = Reset two-factor
factor-reset-of = Reset two-factor of { $email }
factor-reset-text = Their authenticator app, passkeys and recovery codes stop working, and they are signed out everywhere. They are told by mail. Do this only if you are sure who asked you.
factor-reset-act = Reset two-factor
said-factor-reset = The two-factor of { $value } is reset.

## The mail of an invitation
mail-not-delivered = The mail could not be delivered: { $why }. Choose the envelope to pass a link on, or to send it again.
mail-waits = The mail has not gone out yet: { $why }. It is tried again.
mail-why-no-mailbox = there is no such mailbox
mail-why-mailbox-full = the mailbox is full
mail-why-refused = the receiving server refused it
mail-why-later = the receiving server asks to come again later
mail-why-unreachable = the mail server cannot be reached
mail-why-not-let-in = the mail server does not let this service in, which the operator can put right
mail-why-other = the operator of this server can find out why

## Notices about clusters
notice-cluster-in-text = The operator put { $isp } into the cluster { $cluster }. By your access to the cluster you have access to the Care Portal of { $isp }. Your access level is { $role }.
notice-cluster-in-level-text = The operator put { $isp } into the cluster { $cluster }. By your access to the cluster, your access level at { $isp } is { $role } now; it was { $before }.
notice-cluster-in-next = Sign in as always; nothing else is to be done. If this is a mistake, tell an Admin of { $cluster }.
notice-cluster-out-text = The operator took { $isp } out of the cluster { $cluster }. You have no access to the Care Portal of { $isp } any more.
notice-cluster-out-level-text = The operator took { $isp } out of the cluster { $cluster }. Your access level at { $isp } is { $role } now; it was { $before }.
notice-cluster-out-next = Your access to { $cluster } stays as it is. If this is a mistake, tell an Admin of { $cluster }.

## How many mails an address gets
problem-too-many-mails = This address was sent as many mails as it may get within an hour. Try again in { $minutes ->
    [one] 1 minute
   *[other] { NUMBER($minutes) } minutes
 }.

## Your account: recent activity
activity-lead = What was done in your account, and to it. If you do not know something here, change your password and sign out everywhere.
activity-empty = Nothing here
activity-empty-text = What is done in your account, and to it, shows here from now on.
activity-address-asked = Another email asked for
activity-address-changed = Email changed
activity-address-undone = Change of email taken back
activity-level = Access level changed
activity-access = Access given
activity-joined = Joined
activity-left = Left
activity-recovered = Admin again, by the operator's link
activity-revoked = Access revoked
activity-device-new = Signed in from a new browser
activity-factor-added = Two-factor added
activity-factor-removed = Two-factor removed
activity-factor-reset = Two-factor reset
activity-password-changed = Password changed
activity-password-shown = Password shown; the second factor was still to come
activity-renamed = Name changed
activity-taken-over = Mailbox proved; whoever used the account before is out
activity-recovery-used = Recovery code used
activity-recovery-made = New recovery codes made
activity-session-ended = Another browser signed out
activity-signed-in = Signed in
activity-signed-out = Signed out
activity-signed-out-everywhere = Signed out everywhere

## Search
search = Search
search-label = Search customers and routers
search-hint = Name, address, email, phone, MAC, serial
search-start = Find any home
search-start-text = Type the beginning of a name, an install address, an email, a phone number or its last digits, a router’s MAC or serial number.
search-keys = / goes to the search, the arrows choose, Enter opens.
search-none = Nothing found for “{ $text }”
search-none-text = Check the spelling, or try less of it: the beginning of a name, the last digits of a phone or a MAC.
search-count = { $n ->
    [one] one found
   *[other] { NUMBER($n) } found
}
search-count-more = More than { NUMBER($n) } found
search-more = There are more. Type more to see fewer.
search-all = Show all results
search-also = Also found in { $isp }
search-in = Found in { $isp }
search-here = Results
search-router-in-stock = Router in stock
search-locked = Not searched, since two-factor is required there: { $isps }.
search-left-out = Only { NUMBER($n) } of your other ISPs were searched.
search-incomplete = Portico is still reading in what customers are found by after an update. Some may not be found yet.
search-serial = Serial
search-too-long = Type { NUMBER($most) } characters at most.
search-no-words = Type letters or digits to search for.
## A customer's tabs
tab-timeline = Timeline
tab-user-settings = User Settings
tab-users = Users
deactivated = Deactivated
no-router = No router
the-router = The router

## A customer's timeline
history-anything = Everything
history-connectivity = Online and offline
history-router = Router
history-issues = Known issues
history-account = Account
history-users = Mobile users
history-visits = Visits by staff
history-this-home = This home
history-zone = Times in { $zone }, the customer's time zone.
history-empty-text = Nothing of this kind has happened at this home. Choose something else, or show all.
timeline-customer-viewed = { $actor } looked at this home.
timeline-customer-updated = { $actor } updated the settings of { $customer }.
timeline-customer-deactivated = { $actor } deactivated { $name }.
timeline-customer-restored = { $actor } took back the deactivation of { $name }.
timeline-router-replaced = { $actor } gave { $name } another router.
timeline-customer-erased = The data of a customer who was deactivated was erased: the time for which it is kept is over.

## A customer's User Settings
customer-information = Customer information
customer-plan-and-reports = Plan, time and reports
plan = Plan
plan-none = No plan
plan-speeds = { NUMBER($down) } down, { NUMBER($up) } up, Mbit/s
billing-day = Billing day
billing-day-hint = The day of the month, 1 to 28, on which the billing cycle begins.
timezone = Time zone
timezone-hint = Type to search. Empty: as the ISP, { $zone }.
customer-reports = Customer reports
reports-none-yet = Portico sends no reports yet. This is kept for when it does.
reports-as-isp-on = As set for all customers (on)
reports-as-isp-off = As set for all customers (off)
reports-on = On
reports-off = Off
as-the-isp = as the ISP
update = Update
said-customer-updated = { $value } is updated.
changed-to-meanwhile = Somebody else set this to “{ $value }” meanwhile.
customer-changed-meanwhile = Somebody else changed this customer meanwhile, and nothing of yours is saved yet. Check the marked fields, then update again.
missing-zone = Choose a time zone.
invalid-zone = There is no such time zone. Choose one from the list, such as America/New_York.
invalid-billing-day = Choose a day from 1 to 28: every month has those.
invalid-choice = Choose one from the list.
no-such-plan = There is no such plan any more. Choose another.

## Deactivating a customer
deactivate = Deactivate
deactivate-lead = When the customer leaves: their router returns to stock, and their account is closed.
deactivate-title = Deactivate customer
deactivate-text = { $name } disappears from all lists of homes at once.
deactivate-router = Their router returns to stock and can be enabled for somebody else, who sees nothing of them.
deactivate-data = For a day this can be taken back: the search still finds them, and so does the list “Deactivated in the last day”.
deactivate-erased = After { NUMBER($days) } days their data is erased for good.
deactivate-why-own = { $email } is your own email, so this is your own home. Ask somebody else to deactivate it.
deactivate-own-home = This is your own home: its email is yours. Ask somebody else to deactivate it.
own-home-decides = This is about yourself. If you live there, ask a colleague to decide.
own-home-email = This is your own email, so this is your own home. Ask another Admin or User to change it.
replace = Replacing it
replace-router = Replace router
replace-hint = Another router from stock; the home keeps its timeline, history and settings.
replace-lead = { $name } now has
replace-text = It goes back to stock, and whoever gets it next sees nothing of this home. The home keeps its timeline, history and settings.
replace-lead-none = { $name } has no router now, and keeps timeline, history and settings.
replace-mac = MAC of the new router
replace-mac-hint = It is on the label. The router must be in stock.
not-a-mac = This is not the MAC address of a router. It has six pairs, such as 4e:5f:02:00:00:01.
mac-not-here = There is no such router in your inventory. Check the MAC, or add the router to the inventory first.
router-is-there = This is the router that stands there already.
said-router-replaced = { $value } has another router. The home shows Online as soon as it reports.
alone-link = { $n ->
    [one] 1 customer has no router
   *[other] { NUMBER($n) } customers have no router
}
alone-link-many = More than { NUMBER($n) } customers have no router
customer-is-closed = This customer is deactivated already.
customer-is-not-closed = This customer is not deactivated.
restore-too-late = A deactivation can be taken back for a day only. Activate the customer anew from the inventory.
said-customer-deactivated = { $value } is deactivated. Their router is back in stock.
said-customer-restored = { $value } is active again, with their router.
said-customer-restored-alone = { $value } is active again, but without a router: theirs is with somebody else by now, or no longer yours.
lately-title = Deactivated in the last day
lately-lead = For a day a deactivation can be taken back. The customer is then as before, with their router if it is still in stock.
lately-until = Take back until
lately-link = { $n ->
    [one] 1 customer was deactivated in the last day
   *[other] { NUMBER($n) } customers were deactivated in the last day
}
lately-link-many = More than { NUMBER($n) } customers were deactivated in the last day
lately-empty = Nobody was deactivated in the last day
lately-empty-text = Whoever is deactivated is listed here for a day, while that can be taken back.
closed-by = Deactivated by { $name }
closed-since = Deactivated
closed-erased-on = What is known of them is erased on { $day }.
closed-router = Their router { $mac } is in stock.
closed-no-router = Their router is no longer in stock.
closed-undo = This can be taken back until { $until }: the customer is then as before, with the router.
closed-undo-alone = This can be taken back until { $until }, without the router.
closed-undo-act = Take back
closed-why = This customer is deactivated, so nothing can be changed.
closed-empty = Deactivated
closed-empty-text = This customer is in no list of homes any more. What happened before is on the timeline.

no-router-empty = No router at this home
no-router-empty-text = Their router is with somebody else, or no longer yours. Give them another one from stock: they keep timeline, history and settings.

## An ISP's settings
settings-more = More settings
settings-support = Time zone and support
settings-logo = Logo
settings-plans = Plans
settings-plans-now = { $n ->
    [0] None yet
    [one] 1 plan
   *[other] { NUMBER($n) } plans
 }
settings-customers = Customers
settings-reports-on = Customer reports on
settings-reports-off = Customer reports off
settings-kept = Data of deactivated customers kept for { NUMBER($days) } days, history of homes for { NUMBER($history) } days
support-lead = Your time zone holds for every customer whose own settings name no other. The rest is for customers who need help.
timezone-isp-hint = Type to search, such as New_York.
support-email = Support email
support-phone = Support phone
support-web = Support page
support-web-hint = An address that begins with https://
invalid-web = Write a whole address that begins with https://, such as https://help.example.com.
reports-on-text = Portico sends no reports yet. This is kept for when it does: customers then get one by mail at the end of each billing cycle, unless their own settings say otherwise.
reports-off-text = When Portico sends reports, only customers whose own settings say so get one.
retention-days = Days to keep the data of deactivated customers
retention-hint = { NUMBER($least) } to { NUMBER($most) } days. Then it is erased for good, also of those who are deactivated already.
history-days = Days to keep the history of homes
history-hint = { NUMBER($least) } to { NUMBER($most) } days. Graphs, times offline, restarts, closed issues and timelines that are older go; the audit log stays.
invalid-retention = Choose a number of days from { NUMBER($least) } to { NUMBER($most) }.
timeline-isp-support-changed = { $actor } changed the time zone or the support contacts.
timeline-isp-rules-changed = { $actor } changed what holds for all customers.
timeline-isp-logo-changed = { $actor } changed the logo.
timeline-isp-logo-removed = { $actor } removed the logo.

## An ISP's logo
logo-lead = It stands in the bar of your pages and above the pages before signing in.
logo-is-set = Shown in the bar
logo-none = None: the first letter of your name is shown
logo-none-text = You have no logo yet: the first letter of your name is shown instead.
logo-now = Your logo now
logo-file = Picture
logo-other = Another picture
logo-hint = PNG, JPEG, WebP or GIF, at most 1 MB and 3000 pixels on a side. A wide one on a transparent background looks best.
logo-upload = Upload
logo-remove = Remove logo
missing-logo = Choose a picture.
logo-too-large = This file is larger than 1 MB. Choose a smaller one.
logo-too-wide = This picture has more than { NUMBER($most) } pixels on a side. Choose a smaller one.
logo-is-svg = An SVG cannot be used here, since it can hold programs. Export it as a PNG.
invalid-logo = This file cannot be read as a PNG, JPEG, WebP or GIF picture.
said-logo-set = The logo is set.
said-logo-removed = The logo is removed.

## An ISP's plans
plans-lead = The speeds that you sell. Each customer has one of these, or none.
plans-empty = No plans yet
plans-empty-text = Add the speeds that you sell. A customer's plan is chosen under User Settings.
plan-name = Name
plan-down = Download
plan-up = Upload
plan-mbit = In Mbit/s
mbit = { NUMBER($n) } Mbit/s
customers = Customers
plan-add = Add plan
plan-edit = Edit
plan-edit-named = Edit { $name }
plan-delete-named = Delete { $name }
plan-change = Change plan
plan-change-hint = It changes for all customers who have it.
plan-remove-title = Delete plan
plan-remove-text = Delete the plan { $name }? No customer has it.
plan-changed-meanwhile = Somebody else changed this plan meanwhile. It is now { $plan }, { NUMBER($down) } Mbit/s down and { NUMBER($up) } up, and nothing of yours is saved yet. Check the fields, then save again.
plan-in-use = { $n ->
    [one] 1 customer has this plan. Give them another one first.
   *[other] { NUMBER($n) } customers have this plan. Give them another one first.
 }
plan-name-taken = There is a plan of this name already.
too-many-plans = There are { NUMBER($most) } plans already. Delete one first.
missing-plan-name = Enter the plan's name.
missing-speed = Enter a speed.
invalid-speed = Write the speed in Mbit/s, such as 300 or 0.768.
said-plan-added = The plan { $value } is added.
said-plan-changed = The plan { $value } is changed.
said-plan-removed = The plan { $value } is deleted.
timeline-plan-added = { $actor } added the plan { $plan }.
timeline-plan-changed = { $actor } changed the plan { $plan }.
timeline-plan-removed = { $actor } deleted the plan { $plan }.

## Known issues
issue = Issue
issue-offline = Offline too long
issue-in-outage = Offline with other homes
issue-flapping = Keeps going on and off
issue-restarts = Restarts again and again
issue-no-dns = No DNS
issue-certificate = No valid certificate
issue-high-cpu = High CPU
issue-low-memory = Low memory
issue-wrong-clock = Wrong clock
issue-old-firmware = Old firmware
evidence-offline = { $with ->
    [others] Fell silent together with other homes.
   *[none] No report for more than an hour.
 }
evidence-flapping = Went offline { NUMBER($times) } times.
evidence-restarts = { NUMBER($times) } starts within a day that nobody asked for{ $crashes ->
    [0] .
    [one] , one of them after a crash{ $reason ->
        [exception] : an error in its agent.
        [killed] : its agent was killed.
        [wd-timeout] : its watchdog found it stuck.
        [start-fail] : its agent could not start.
        [reboot-fail] : a restart had failed.
        [fw-process-fail] : a firmware update had failed.
        [test-crash] : somebody tested one.
       *[other] .
     }
   *[other] , { NUMBER($crashes) } of them after a crash{ $reason ->
        [exception] : lately an error in its agent.
        [killed] : lately its agent was killed.
        [wd-timeout] : lately its watchdog found it stuck.
        [start-fail] : lately its agent could not start.
        [reboot-fail] : lately a restart had failed.
        [fw-process-fail] : lately a firmware update had failed.
        [test-crash] : lately somebody tested one.
       *[other] .
     }
 }
evidence-no-dns = The router said again and again that it cannot resolve names.
evidence-certificate = The router came without a certificate that is valid for it, and was turned away.
evidence-high-cpu = Processor at { NUMBER($mean) } % on average over five minutes, { NUMBER($peak) } % at its peak.
evidence-low-memory = { NUMBER($mean) } % of memory left on average over five minutes, { NUMBER($least) } % at the least.
evidence-wrong-clock = The router had to set its clock by ours, and says so still.
evidence-old-firmware = { $model } runs { $firmware }. Most homes with this model have run { $usual } for a week or longer.
remedy-offline = Ask whether the router has power and its line light is on. If so, check the line.
remedy-outage = This home is part of an outage: what it shares with others has failed. Look upstream first, not in the home.
remedy-flapping = Have the cables at the router checked, then the line's error counters. If both are fine, replace the power supply.
remedy-restarts = Check the power supply and whether the router gets too hot. If it crashes, update the firmware, else replace it.
remedy-no-dns = Check the DNS servers that the line gives out. When they answer, restart the router: it keeps saying so until then.
remedy-certificate = If the router was reset or replaced, let it fetch a new certificate from the customer's page.
remedy-high-cpu = Restart the router. If it is busy again, look for a device that loads the line, then update the firmware.
remedy-low-memory = Restart the router when it suits the customer. If it runs short again, update the firmware or replace it.
remedy-wrong-clock = Restart the router so that it takes the time anew. If the clock is wrong again, its time servers are out of reach.
remedy-old-firmware = Plan an update to the version that most homes run.
issue-remedy = What to do
issue-evidence = What was measured
issue-severity = Severity
issue-handled = Looked after
issue-note = Note
severity-down = No service
severity-degraded = Service suffers
severity-notice = Not felt yet
issue-new = New
issue-acknowledged = Acknowledged
issue-snoozed = Snoozed
issue-closed = Closed
issue-until = until
issue-closed-over = Over
issue-closed-resolved = Resolved
issue-closed-left = The router left the home
issue-by-itself = It closes by itself when it is over.
issue-returns = If you resolve it and it is not over, it is noticed again after { $minutes ->
    [10] ten minutes.
    [15] a quarter of an hour.
    [60] an hour.
    [1440] a day.
   *[other] a week.
 }
issues-waiting = Waiting
issues-usual = All that wait
issues-new = New today
issues-open = Waiting
issues-oldest = Oldest
issues-none = No known issues
issues-none-text = When the portal notices that something is wrong with a home, it shows here with what was measured and what to do.
issues-none-such = No issue matches
issues-none-such-text = Choose something else, or show all that wait.
issues-over-text = The issues that were on this page are over, were put off, or are elsewhere in the list.
issues-beside = { $homes ->
    [one] 1 home is
   *[other] { NUMBER($homes) } homes are
 } in the { $outages ->
    [one] outage
   *[other] outages
 } above.
issues-beside-none = Beside that nothing waits.
issues-beside-none-such = No other issue matches.
any-kind = Any issue
issues-any-time = Any time
issues-within-day = Within a day
sort-kind = By issue
acknowledge = Acknowledge
acknowledge-text = Colleagues see that you look after it. It stays in the list until it is over.
snooze = Snooze
snooze-text = It leaves the list until then, unless it is over before.
snooze-how-long = For how long
snooze-for = { $hours ->
    [1] 1 hour
    [8] 8 hours
    [24] 1 day
    [72] 3 days
   *[other] 1 week
 }
resolve = Resolve
resolve-hint = What was done. It stays with the issue and on the customer's timeline.
note-hint = For your colleagues. It stays with the issue and on the customer's timeline.
missing-note = Say in a few words what was done.
invalid-snooze = Choose one of the times.
issue-acknowledged-already = A colleague has acknowledged it already.
issue-closed-already = It is closed already.
said-issue-acknowledged = Acknowledged. { $value }.
said-issue-snoozed = Snoozed. { $value }.
said-issue-resolved = Resolved. { $value }.
outage = Outage
outages = Outages
outage-of-network = { NUMBER($homes) } homes with addresses { $prefix }* fell silent together
outage-of-minute = { NUMBER($homes) } homes fell silent in the same minute
outage-offline = { NUMBER($homes) } still offline
outage-over = Over
outage-began = Began
outage-ended = Over since
outage-prefix = Addresses
outage-homes = Homes
outage-still = Still offline
outage-back = Back for sure
outage-show = Show all its homes
outage-see = Show the outage
outage-text = Look upstream first: what these homes share has failed. Their own issues are folded in here until no more than a fifth of them are offline.
outage-empty = No homes on this page
outage-empty-text = The homes that an outage took are kept as long as their customers are.
offline-since = Offline since
timeline-issue-opened = { $home }: the portal noticed an issue: { $issue }.
timeline-issue-over = { $home }: an issue is over: { $issue }.
timeline-issue-acknowledged = { $actor } acknowledged an issue: { $issue }.
timeline-issue-snoozed = { $actor } snoozed an issue: { $issue }.
timeline-issue-resolved = { $actor } resolved an issue: { $issue }.
timeline-outage-began = { $prefix ->
    [none] { NUMBER($homes) } homes fell silent in the same minute.
   *[other] { NUMBER($homes) } homes with addresses { $prefix }* fell silent together.
 }
timeline-outage-over = An outage of { NUMBER($homes) } homes is over.

## Days and months, short
monday = Mon
tuesday = Tue
wednesday = Wed
thursday = Thu
friday = Fri
saturday = Sat
sunday = Sun
january = Jan
february = Feb
march = Mar
april = Apr
may = May
june = Jun
july = Jul
august = Aug
september = Sep
october = Oct
november = Nov
december = Dec

## The app
app-home = Home
app-problem-home = Back to your homes
app-homes = Your homes
app-description = Your home network: whether it is online, and help when it is not.
app-as-it-was = This service cannot be reached. This is how it was:
app-offline = This page cannot be reached
app-offline-text = Your phone has no network right now, or the service does not answer. Check the Wi-Fi or switch to mobile data.
app-offline-again = Try again
app-other-homes = Your other homes
app-this-home = this home
app-no-home = No home yet
app-no-home-text = You are signed in, and no home is yours to use. Set up your router, or ask your service provider to invite this address.
app-invited = { $isp } invites you to a home
app-invited-until = It expires
app-state = Whether your home is online
app-since = since
app-offline-advice = Check that the router has power and its line light is on. If it stays offline, ask for help.
app-no-router-advice = This home has no router. Your service provider can tell you more.
app-help = Help from { $isp }
app-people = Who has access
app-people-ask = To remove somebody, ask { $isp }.
leave-home = Leave this home
leave-home-text = You lose access to this home at once. To have it again, somebody has to invite you.
leave-home-only = It is your only home here, so you are signed out of the app.
app-log = What { $isp } did here
app-log-empty = Nobody looked at your home or changed anything.
app-log-title = What staff did

## Signing up for the app
sign-up = Sign up
sign-up-lead = Enter your email. We will send you a link to create your account.
sign-up-sent = A mail to { $email } is on its way.
sign-up-sent-more = Its link works for a day. Nothing there? Look in the spam folder, or try again.
sign-up-have = I have an account
sign-up-known = This email already has an account. Sign in, or choose Forgot Password.
link-sign-up-title = Confirm your email
gone-sign-up = This link has expired or was used already. If your account exists, sign in; otherwise sign up again.
create-account = Create account
create-account-lead = For { $email }.
create-account-name-hint = As the others at your home see it.
mail-sign-up-subject = Create your account
mail-sign-up-text = Somebody, hopefully you, wants an account in the app with this address. This link creates it, and works for a day:
mail-sign-up-act = Create account
mail-sign-up-why = If it was not you, ignore this mail. Nothing happens.
mail-sign-up-known-subject = You have an account already
mail-sign-up-known-text = Somebody, hopefully you, wanted an account in the app with this address, which has one already. Sign in; if you do not know the password, choose Forgot Password there:
mail-sign-up-known-act = Sign in
timeline-person-signed-up = { $actor } signed up.
activity-signed-up = Signed up

## Set up a new router
set-up-router = Set up a new router
set-up-qr = Do you have a QR code?
set-up-qr-text = Your provider may have put one on the router or in its box.
set-up-ready = Before you go on
set-up-ready-power = The router is plugged in, and its light is on.
set-up-ready-line = Its cable to the wall is in place.
set-up-ready-label = You know the name and the password of its Wi-Fi: they are on its label.
next = Next
back = Back
set-up-wifi = Connect to the router
set-up-wifi-text = On this phone, open the Wi-Fi settings and choose the Wi-Fi of the router. Come back here when it is connected.
set-up-found = Your router
already-connected = I'm already connected
presence-nobody = We see no router where you are.
presence-try-mobile = Turn off mobile data, and look whether the phone is in the router's Wi-Fi.
presence-try-vpn = Turn off a VPN, if you use one.
presence-try-wait = If the router was just plugged in, wait five minutes.
presence-try-ask = Still nothing? Ask your service provider to invite you.
presence-several = More than one router is where you are. Which one is yours, its Wi-Fi tells.
presence-network-wrong = No single router here has a Wi-Fi of this name. Type it as your phone shows it, or ask your service provider to invite you.
presence-unproven = Your address was never confirmed. Sign out, choose Forgot Password and use the link that is mailed to { $email }; then come back.
network-name = Wi-Fi name
network-name-hint = As your phone shows it, capital letters too.
claim-title = This router is yours
claim-text = { $isp } has your email as the one of this home. Claim it, and you are its primary user: you decide who else gets access.
claim = Claim this home
claim-claimed = Somebody claimed this home a moment ago. Request access from them.
claim-not-yours = { $isp } does not have your email for this home, so it cannot be claimed from here. Request access instead.
claimed-title = This router has already been claimed
claimed-text = That is fine. Ask the primary user of this home for access: they get a mail, and see it in the app.
unclaimed-title = Nobody uses this home in the app yet
unclaimed-text = It cannot be claimed from here with your email. Ask for access, and { $isp } decides.
request-access = Request Access
request-user-already = You have access to this home already.
request-waits-already = You asked already. You hear by mail when it is decided; if nobody decides within two days, ask again.
request-declined-lately = Your last request was declined. You can ask again a day after that.
request-declined-for-good = Your requests were declined several times. Ask { $isp } to invite you.
request-is-the-primary-users = This home has a primary user, who decides it.
gone-access-request = This request was decided, taken back or has expired.
said-home-claimed = This home is yours. You are its primary user.
said-access-requested = You asked for access to a home of { $value }. You hear by mail when it is decided.
said-access-approved = { $value } has access now.
said-access-declined = The request of { $value } was declined.
said-access-withdrawn = You took your request back.
said-access-request-settled = That request was decided, taken back or has expired.
access-requests = Access requests
access-request = Access request
access-request-text = Somebody at the internet address of your home asks to use this home by the app.
access-request-staff-text = Somebody who is in the Wi-Fi of this home asks to use it by the app. Whoever is approved first is its primary user.
access-request-device = Device
access-request-when = Asked
access-request-until = Expires
access-request-hint = Approve only whom you know. Whoever has access sees this home; your service provider can remove them again.
access-request-decide = Decide
access-request-primary-decides = The primary user decides
approve = Approve
decline = Decline
request-at = A home of { $isp }
request-asked = Asked
request-waiting = Waiting
request-waiting-text = You hear by mail when it is decided. If nobody decides within two days, it expires, and you can ask again.
request-declined = Declined
request-declined-text = You can ask again a day after that; after the third time, ask { $isp } to invite you.
request-expired = Expired
request-withdrawn = Taken back
request-again-text = You can ask again when you are at the home.
request-withdraw = Take back
timeline-mobile-user-claimed = { $actor } claimed { $home }.
timeline-mobile-user-access-requested = { $email } asked for access to { $home }.
timeline-mobile-user-access-withdrawn = { $email } took back their request for access to { $home }.
timeline-mobile-user-access-approved = { $actor } gave { $email } access to { $home }.
timeline-mobile-user-access-declined = { $actor } declined the request of { $email } for access to { $home }.
notice-request-subject = { $email } asks for access to a home at { $isp }
notice-request-text = { $email } asks to use the home { $address } of { $isp } by the app. They asked from the internet address of that home.
notice-request-next = Open the page to approve or decline; you sign in first. The request expires in two days. If you do not know them, decline.
notice-request-approved-subject = You have access to a home at { $isp }
notice-request-approved-text = Your request was approved: you can use the home of { $isp } by the app now.
notice-request-approved-next = If it was not you who asked, open the app and leave the home.
notice-request-declined-subject = Your request at { $isp } was declined
notice-request-declined-text = Your request for access to a home of { $isp } was declined.
notice-request-declined-next = If this is a mistake, talk to whoever runs that home, or ask { $isp } to invite you.
notice-user-added-subject = { $name } has access to your home at { $isp }
notice-user-added-text = { $actor } approved the request of { $who }: they can use your home of { $isp } by the app now.
notice-user-added-next = If you do not know them, ask { $isp } to remove them.

## Labels
labels = Print labels
labels-lead = Choose the routers. Whoever scans a label is the primary user of the home that its router is at, if nobody is yet. Printing a label voids the one before.
labels-print = Print the labels
labels-once = These codes are shown this once. Printing them again makes others, and voids these.
labels-how-many = Choose at least one router, and { NUMBER($most) } at most.
print = Print
label-text = Scan to set up your home.
label-qr = QR code for { $mac }
timeline-inventory-labels-printed = { $actor } printed { $count ->
    [one] the label of { $first }
   *[other] { NUMBER($count) } labels, the first of { $first }
}.
gone-label = This code is not good. If another label was printed for the router, use that one; otherwise go back and choose No, or ask your service provider.
label-at-no-home = This router stands in no home yet. Ask your service provider to enable it.
set-up-code = Scan the QR code
set-up-code-text = Point your phone's camera at the code on the router or in its box: the phone opens it here. Or send a photo.
code-camera = Scan with the camera
code-camera-sees = What the camera sees
code-camera-hold = Hold the code in front of the camera.
code-camera-blocked = The camera cannot be used here. Allow it in the browser, or send a photo.
code-photo = Photo of the code
code-photo-hint = Close enough that the code fills half of the picture.
code-send = Read the code
code-typed = Code
code-typed-hint = The small letters beside the square, from k1_ on.
code-sign-in = Sign in or sign up first. Then scan the code again.
missing-photo = Take or choose a photo of the code.
invalid-photo = This is no photo that can be read here. Use a JPEG, PNG or WebP.
photo-too-large = This photo is too large. Use one of 12 MB at most.
photo-without-code = There is no code in this photo that could be read. Hold the phone still, and closer.
photo-of-another-code = This code is not the one of a router. Look for the label with your provider's name.
claim-label-text = { $isp } sent this label with the router. Claim the home, and you are its primary user: you decide who else gets access.
claimed-label-text = That is fine. Connect to its Wi-Fi, and ask the primary user for access from there.

## Terms and conditions
agreements = Terms and conditions
subscriber-terms = Subscriber terms
privacy = Privacy
terms-of-use = Terms of use
agreement-nth = page { $nth } of { $of }
agreement-accept = Accept and continue
agreement-accepted = Accepted
agreement-otherwise = If you do not accept, sign out: without it the app shows no home. Questions? Ask your service provider.
agreement-changed = This page was changed a moment ago. Read it as it is now.
problem-unaccepted-title = Terms and conditions
problem-unaccepted = Accept the terms and conditions first.
agreements-lead = What mobile users accept before they use a home: three pages. Whoever accepted is asked again when you publish another text; which version was accepted, and when, is kept.
agreements-own = Your own texts
agreements-porticos = Portico's own texts
agreement-text = Your own text
agreement-hint = Empty: Portico's own text is shown, in the reader's language. Markdown: headings, lists, emphasis and links.
agreement-hint-own = Version { $version } is shown to all. Empty it to have Portico's own text again. Markdown: headings, lists, emphasis and links.
agreement-porticos = Portico's own text
agreement-publish = Publish
agreement-too-long = This text is too long. Use at most 60,000 characters.
agreement-published-meanwhile = A colleague published another text meanwhile. Look at it, and publish again if yours is to replace it.
said-agreement-published = Published. Mobile users accept it when they come next.
timeline-isp-agreement-published = { $actor } published terms and conditions.
timeline-agreement-accepted = { $actor } accepted terms and conditions.
app-account-more = Another email, passkeys and two-factor are in the Care Portal, where you sign in once more:
notice-request-staff-next = Nobody uses that home by the app yet, so you decide. Open the page to approve or decline; the request expires in two days.
notice-why-support = You get this mail because this is the support address of { $isp }. It carries no secret, and nothing happens by opening it.
notice-claimed-subject = Somebody uses your home at { $isp } by the app
notice-claimed-text = { $email } is the primary user of your home at { $isp } from now on: they see its network by the app, and decide who else does.
notice-claimed-next = If you do not know them, tell { $isp }, who can remove them.
said-access-request-primary = This home has a primary user, who decides it.
said-agreement-same = Nothing to publish: this text stands there already.
agreement-published-now = This stands there now. Publish again, and yours takes its place:

## Notices
notices = Notices
notices-text = What happens at your home, on this phone while the app is closed. Open the app once a month, or it signs you out.
notices-here = This phone hears notices.
notices-blocked = Notices of this app are blocked on this phone. Allow them in its settings, then come back.
notices-install = First put this app on the home screen: Share, then Add to Home Screen. Then open it from there.
notices-failed = That did not work. Check whether this phone is online, then try again.
notices-unable = This browser shows no notices.
notices-turn-on = Turn on for this phone
notices-turn-off = Turn off for this phone
notices-kinds = Which ones, on all your phones
notices-save = Save
push-kind-request = Somebody asks for access
push-kind-answer = Answers to what I asked for
push-kind-access = Who has access
push-kind-connection = Home offline, and online again
push-hello = This phone hears notices now.
push-request = { $email } asks for access to your home.
push-approved = Your request was approved: you have access.
push-declined = Your request for access was declined.
push-joined = { $email } has access to your home now.
push-primary = You are the primary user of a home now.
push-removed = You have no access to a home any more.
push-offline = Your home is offline.
push-online = Your home is online again.
push-service-unknown = This browser's push service is not one that is used here, so this phone hears no notices.
push-keys-unusable = The browser's keys cannot be used. Turn notices off and on again.
said-notices-on = This phone hears notices now.
said-notices-off = This phone hears no notices any more.
said-notices-chosen = Saved.
timeline-notices-on = { $actor } turned on notices on a phone.
timeline-notices-chosen = { $actor } chose which notices to hear.
timeline-notices-off = { $actor } turned off notices on a phone.
activity-notices-on = Notices turned on
activity-notices-chosen = Notices chosen
activity-notices-off = Notices turned off
