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

## Your account
sessions = Where you are signed in
sign-out-everywhere = Sign out everywhere
device = Device
address = Address
last-used = Last used
this-session = This session

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
