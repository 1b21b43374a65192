# Every word that Portico's pages show, in Spanish. Keys are grouped by the page that needs them first.

## All pages
product = Portico
skip = Ir al contenido
close = Cerrar
cancel = Cancelar
save = Guardar
done = Listo
dismiss = Descartar
copy = Copiar
copied = Copiado
continue = Continuar
refresh = Actualizar
optional = (opcional)
reference = Referencia
actions = Acciones
name = Nombre
email = Correo electrónico
password = Contraseña
state = Estado
role = Rol
never = Nunca
pages = Páginas
newer = Más recientes
older = Más antiguas

## The portal's bar
tabs = Portal de atención
tab-overview = Resumen
tab-inventory = Inventario
tab-online = En línea
tab-offline = Sin conexión
tab-known-issues = Problemas
tab-settings = Ajustes
isp-menu = Sus ISP
isp-switch = (cambiar de ISP)
person-menu = { $name }: cuenta y cierre de sesión
account = Su cuenta
sign-out = Cerrar sesión
live = En vivo
reconnecting = Reconectando
access-changed = Su acceso ha cambiado.
theme = Apariencia
theme-system = Sistema
theme-light = Claro
theme-dark = Oscuro
language = Idioma
invalid-language = Portico no está escrito en ese idioma. Elija uno de los que se muestran.

## Signing in
sign-in-title = Iniciar sesión en el Portal de atención
app-sign-in-title = Inicie sesión en la aplicación
sign-in = Iniciar sesión
forgot-password = ¿Olvidó su contraseña?
back-to-sign-in = Volver al inicio de sesión
password-show = Mostrar
password-hide = Ocultar
password-hint = Al menos 15 caracteres. Unas cuantas palabras sin relación entre sí funcionan bien.
new-password = Contraseña nueva
create-password = Crear una contraseña

## Forgot Password
forgot-lead = Escriba el correo con el que inicia sesión o al que se envió su invitación. Le enviaremos un enlace.
forgot-send = Enviar enlace
forgot-sent = Si ese correo está registrado aquí, hay un enlace en camino.
forgot-sent-more = Sirve durante 30 minutos. ¿No ha llegado? Mire en la carpeta de correo no deseado o pregunte a quien le invitó.

## Links
link-code = Código
link-code-hint = La parte del enlace que va después de #.
link-join-title = Abrir su invitación
link-reset-title = Abrir su enlace
link-lead = Los enlaces se abren aquí por sí solos. Si el suyo no se abre, pegue su código.
link-setup-title = Configurar Portico

## Set-up
setup-title = Configurar Portico
setup-lead = Dé un nombre a su ISP y cree su primer Administrador. Podrá cambiar ambos más adelante.
setup-isp-hint = Su personal y sus clientes ven este nombre.
setup-send = Abrir el Portal de atención
isp-name = Nombre del ISP
your-name = Su nombre

## Accepting an invitation
accept-title = Unirse a { $isp }
accept-send = Aceptar invitación
accept-sign-in = Este correo ya tiene una cuenta. Inicie sesión y abra de nuevo el enlace de la invitación.
accept-other = Ha iniciado sesión como { $email }. Esta invitación es para otro correo: cierre sesión y abra de nuevo su enlace.
access-level = Nivel de acceso
invited-by = Invitación de
invited-as = Invitación como

## Reset
reset-title = Elegir una contraseña nueva
reset-lead = Para { $email }. Se cerrará su sesión en todos los demás lugares.
reset-send = Establecer contraseña
reset-accepts = Con esto acepta su invitación a { $isp } como { $role }. Después, inicie sesión con ella.

## Overview
first-steps = Primeros pasos
first-inventory = Agregar un router
first-inventory-text = Su dirección MAC está en la etiqueta.
first-customer = Habilitarlo para un cliente
first-customer-text = En el inventario, elija Habilitar e indique quién lo recibe.
first-colleague = Invitar a un colega
first-colleague-text = Esa persona verá los mismos hogares, en vivo.
in-stock = En stock
figure-customers = clientes
figure-routers = routers
offline-longest = Más tiempo sin conexión
offline-none = Todos los hogares están en línea.
offline-never-online = Los hogares sin conexión nunca han estado en línea.
no-customers = Aún no hay clientes.
activity = Actividad reciente
activity-none = Aún no ha ocurrido nada.

## Inventory
add-inventory = Agregar al inventario
add = Agregar
macs = Direcciones MAC
macs-hint = Una por línea, o muchas pegadas a la vez.
mac = MAC
model = Modelo
customer = Cliente
last-seen = Último contacto
enable = Habilitar
delete = Eliminar
inventory-empty = Aún no hay routers
inventory-empty-text = Agregue las direcciones MAC de los routers que posee. Después podrá habilitar cada uno para un cliente.
inventory-none = Ningún router coincide
inventory-none-text = No hay nada así en su inventario. Busque con menos criterios o muestre todo.
inventory-over = No hay más aquí
inventory-over-text = Los routers que estaban en esta página ya no existen o están en otra parte de la lista.
added = Agregado
firmware = Firmware
connectivity = Conectividad
mac-begins = La MAC empieza por
sort = Ordenar por
filter = Filtrar
show = Mostrar
show-all = Mostrar todo
export-csv = Exportar CSV
first-page = Primera página
next-page = Página siguiente
any-state = Cualquiera
any-contact = Cualquiera
any-model = Cualquiera
any-firmware = Cualquiera
never-seen = Nunca visto
sort-newest = Más recientes primero
sort-oldest = Más antiguos primero
sort-mac = MAC, ascendente
sort-mac-down = MAC, descendente
sort-model = Modelo, de la A a la Z
sort-model-down = Modelo, de la Z a la A
sort-firmware = Firmware, ascendente
sort-firmware-down = Firmware, descendente
invalid-mac-beginning = Escriba los primeros dígitos de una MAC, por ejemplo 4e:5f:02.
delete-router = Eliminar router
delete-router-text = { $mac } sale de su inventario. Su certificado queda anulado y se elimina lo que informó.
delete-router-then = Usted u otro ISP podrán volver a agregar su MAC.
or = o
preview = Previsualizar

## Imports into the inventory
import = Importar
import-file = Archivo CSV
import-file-hint = Una columna llamada MAC, o cualquier columna con direcciones MAC. Hasta 300 000 líneas, 8 MB. No se agrega nada antes de que usted lo revise.
import-upload = Subir y previsualizar
import-pasted = Lista pegada
import-waits = { $file }: { $n ->
    [one] 1 router pendiente
   *[other] { NUMBER($n) } routers pendientes
 } de importar.
import-works = { $file }: hay una importación en curso.
import-look = Ver
import-state-reading = Leyendo
import-state-ready = Aún sin importar
import-state-running = Importando
import-state-yielding = Detenida
import-state-cancelling = Cancelando
import-state-done = Importada
import-state-cancelled = Cancelada
import-lead-reading = Se está leyendo el archivo. Si tarda más de un minuto, la subida se interrumpió: suba el archivo de nuevo.
import-lead-nothing = No se puede importar nada de este archivo. Corríjalo y súbalo de nuevo.
import-lead-ready = { $n ->
    [one] 1 router es nuevo, y el archivo no tiene errores.
   *[other] Los { NUMBER($n) } routers son nuevos, y el archivo no tiene errores.
 }
import-lead-some = { $n ->
    [one] Se puede importar 1 router
   *[other] Se pueden importar { NUMBER($n) } routers
 }; { $left ->
    [one] 1 línea no se puede
   *[other] { NUMBER($left) } líneas no se pueden
 } importar. Corrija el archivo y súbalo de nuevo, o importe lo que está bien.
import-lead-running = { $n ->
    [one] Se está importando 1 router.
   *[other] Se están importando { NUMBER($n) } routers.
 } Todos aparecerán en el inventario a la vez, al final; hasta entonces puede cancelar.
import-lead-yielding = Otra persona agregó antes una de estas MAC. No se importó nada; se está revisando lo que queda.
import-lead-cancelling = No se importará nada. Se está devolviendo lo que se había apartado.
import-lead-done = { $n ->
    [one] 1 router está
   *[other] { NUMBER($n) } routers están
 } en el inventario.
import-lead-cancelled = No se importó nada.
import-progress = Progreso
import-place = { NUMBER($place) } de { NUMBER($total) } líneas
import-all = { $n ->
    [one] Importar 1 router
   *[other] Importar { NUMBER($n) } routers
 }
import-good = { $n ->
    [one] Importar el que está bien
   *[other] Importar los { NUMBER($n) } que están bien
 }
import-to-list = Ir al inventario
import-read = Líneas leídas
import-new = Nuevos
import-malformed = No es la dirección MAC de un router
import-repeated = Repetida en el archivo
import-here = Ya está en su inventario
import-elsewhere = Pertenece a otro ISP
import-left-out = Lo que queda fuera
import-more = Y { NUMBER($n) } más; el CSV las contiene todas.
import-blank = (vacío)
import-text = Contenido
import-why = Motivo
line = Línea
missing-file = Elija un archivo.
import-too-large = Este archivo supera los 8 MB. Divídalo.
import-too-many = Este archivo tiene más de { NUMBER($most) } líneas. Divídalo.
import-no-table = Esto no es texto. Guarde la tabla como CSV (UTF-8) y súbala.
import-empty = Aquí no hay ninguna dirección MAC.
import-no-column = Ninguna columna contiene direcciones MAC. Llame MAC a una de ellas o revise el archivo.
import-changed = Esto cambió desde que lo miró. Mírelo de nuevo.
import-over = Esta importación ya terminó.
import-was-cancelled = Esta importación se canceló mientras se leía su archivo.
why-read-only = Su acceso es de Solo lectura. Para cambiar algo, pídalo a un Administrador: { $names }.

## Activate customer
activate-customer = Activar cliente
activate-lead = El cliente recibe el router
customer-name = Nombre
install-address = Dirección de instalación
phone = Teléfono

## Online and Offline
router = Router
wan-address = Dirección WAN
agent-version = Agente
since = Desde
never-online = Nunca en línea
online-empty = Ningún hogar está en línea
online-empty-text = Un hogar aparece aquí segundos después del primer informe de su router.
offline-empty = Ningún hogar está sin conexión
offline-empty-text = Un hogar aparece aquí cuando su router deja de informar.
homes-find = Buscar
homes-find-hint = Nombre, dirección, MAC
any-manner = Cualquiera
any-plan = Cualquiera
manner-flapping = Intermitente
manner-steady = Estable
sort-latest = Último cambio primero
sort-longest = Más tiempo primero
sort-name = Nombre, de la A a la Z
sort-name-down = Nombre, de la Z a la A
homes-none = Ningún hogar coincide
homes-none-text = Ningún hogar de esta lista es así. Busque con menos criterios o muestre todo.
homes-over-text = Los hogares que estaban en esta página están ahora en otra parte de la lista, o en la otra lista.
homes-of = { NUMBER($n) } de { NUMBER($all) }
homes-more-of = Más de { NUMBER($n) } de { NUMBER($all) }
stock-none = No hay nada en stock.

## A customer
connection = Conexión
last-report = Último informe
lan-address = Dirección LAN
not-reported = Aún sin informar
activated = Activado
certificate = Certificado
certificate-text = Tras un restablecimiento de fábrica, el router necesita uno nuevo. El anterior deja de funcionar.
certificate-open = Permitir un certificado nuevo

## Settings
profile = Perfil del ISP
brand-colour = Color de marca
brand-colour-hint = El único color de sus páginas y correos. Se oscurece o se aclara donde no sería legible.
collaborators = Colaboradores
collaborators-lead = Personal que puede entrar en el Portal de atención. Las invitaciones vencen 2 días después de enviarse.
last-seen-seeds = Último acceso
you = Usted
invite-collaborator = Invitar a un colaborador
invite = Invitar
access-level-hint = El nivel de acceso se puede cambiar una vez aceptada la invitación.
role-admin = Administrador
role-user = Usuario
role-read-only = Solo lectura
mobile-user = Usuario móvil
role-admin-text = Todo lo que puede hacer un Usuario, más los ajustes y los colaboradores.
role-user-text = Inventario y clientes, sin los ajustes.
invitation-pending = Invitación pendiente
invitation-expired = Invitación vencida
reinvite = Volver a invitar a { $email }
remove = Revocar el acceso de { $email }

level-of = Nivel de acceso de { $email }
level-title = Reducir su propio acceso
level-own = A partir de ahora, su nivel de acceso en { $isp } será { $role }.
level-own-loses = Ya no verá Ajustes, y solo otro Administrador podrá devolverle ese acceso.
level-send = Pasar a { $role }
level-other-title = Cambiar el nivel de acceso
level-other = A partir de ahora, el nivel de acceso de { $email } en { $isp } será { $role }.
level-other-when = Se aplica con el próximo clic de esa persona. Se le avisa por correo.
level-set = Cambiar a { $role }
taken-over = El titular del buzón se hizo cargo de esta cuenta después de que se le diera acceso. Compruebe quién es.
invited-by-former = Invitación de { $name }, que ya no es Administrador aquí.
invited-by-former-user = Invitación de { $name }, que ya no puede invitar a nadie aquí.
invitation-forgotten = Se usó “¿Olvidó su contraseña?”: los enlaces anteriores no sirven y la entrada está en ese correo.
asked-again = Pidió una invitación nueva { $when }.
revoke-title = Revocar acceso
revoke-text = ¿Revocar todo el acceso de { $email } a { $isp }?
revoke-text-own = ¿Revocar el acceso propio de { $email } a { $isp }?
kept = Esa persona sigue teniendo acceso a través del clúster { $cluster }, como { $role }. Solo un Administrador del clúster puede quitárselo.
kept-by-you = Usted sigue teniendo acceso a través del clúster { $cluster }, como { $role }.
revoke-when = Termina con el próximo clic de esa persona. Se le avisa por correo.
revoke-own = Es su propio acceso. Termina con su próximo clic.
revoke-pending = Esa invitación y sus enlaces dejan de funcionar de inmediato.
revoke-send = Revocar todo el acceso
envelope-lead = Las dos formas renuevan la invitación por 2 días, y ningún enlace anterior vuelve a funcionar.
generate-invitation = Generar invitación
generate-text = Muestra un enlace nuevo, una sola vez, para que usted lo entregue.
re-invite = Volver a invitar
re-invite-text = Envía de nuevo la invitación por correo.
re-invite-mobile-user = Volver a invitar al usuario móvil
invite-mobile-user = Invitar a un usuario móvil
invite-user-lead = Recibe un correo para crear su cuenta en la aplicación. El primer usuario de un hogar es su usuario principal.
users-lead = Quién usa este hogar con la aplicación y quién tiene una invitación.
users-empty = Nadie usa todavía este hogar con la aplicación
users-empty-text = Invite al cliente. Quien acepte primero será el usuario principal.
primary-user = Usuario principal
make-primary = Hacer usuario principal
make-primary-of = Hacer a { $email } usuario principal
primary-title = Hacer usuario principal
primary-text = { $email } pasa a ser el usuario principal de este hogar, en lugar de { $before }.
primary-asked = Los dos conservan su acceso. Un hogar tiene un solo usuario principal.
remove-user-of = Quitar a { $email }
remove-user-title = Quitar usuario
remove-user-text = { $email } pierde el acceso a este hogar.
remove-user-when = Termina con su próxima solicitud, también donde la aplicación esté abierta.
remove-user-invited = { $email } ya no podrá aceptar la invitación a este hogar.
remove-user-next = Usuario principal a partir de entonces
remove-user-choose = Elija
remove-user-send = Quitar usuario
generated-title = Enlace de invitación nuevo
generated-text = Entregue este enlace a { $email } y a nadie más: quien lo abra puede aceptar la invitación.
generated-link = Enlace
generated-hint = Sirve una sola vez, durante 2 días, y no se vuelve a mostrar.

## Asking for a new invitation
renew-title = Pedir una invitación nueva
renew-text = Su invitación a { $isp } ha vencido. Puede pedir una nueva.
renew-send = Pedir una invitación nueva
renew-done = { $isp } ya sabe que la pidió. Se le avisará por correo.

## The audit log
audit-log = Registro de auditoría
audit-back = Volver
audit-lead = Quién hizo qué, cuándo, desde dónde y por qué vía. Las entradas nunca se modifican; poco después, cada una se sella con un número en una cadena.
audit-filter = Filtrar
audit-area = Tema
audit-person = Quién
audit-way = Vía
audit-from-day = Desde el día (UTC)
audit-to-day = Hasta el día (UTC)
audit-show = Mostrar
audit-show-all = Mostrar todo
audit-csv = Exportar CSV
audit-json = Exportar JSON
audit-any-area = Todo
audit-anybody = Cualquiera
audit-any-way = Cualquier vía
audit-area-access = Acceso
audit-area-account = Cuentas
audit-area-settings = Ajustes
audit-area-homes = Inventario y hogares
audit-way-portal = Portal de atención
audit-way-shell = Consola
audit-way-system = Sistema
audit-time = Hora
audit-what = Qué
audit-who = Quién
audit-from = Desde
audit-who-staff = Colaborador
audit-who-subscriber = Usuario móvil
audit-who-person = Cuenta propia
audit-who-shell = Línea de comandos
audit-who-system = El propio servicio
audit-who-anyone = Sin sesión iniciada
audit-somebody = Alguien
audit-erased-name = Alguien
audit-details = Detalles
audit-erased = borrado
audit-nothing = (ninguno)
audit-count = Cantidad
audit-sealed = Sellada con el n.º { $number }
audit-unsealed = Aún sin sellar
audit-empty = Nada coincide
audit-empty-text = Ninguna entrada es así. Elija otros días o muestre todo.
audit-invalid-choice = Elija una opción de la lista.
audit-range-backwards = Elija un día que no sea anterior al primero.
invalid-date = Escriba el día así: 2026-03-02.

## Your account
sessions = Dónde tiene la sesión iniciada
sign-out-everywhere = Cerrar sesión en todas partes
device = Dispositivo
address = Dirección
last-used = Último uso
this-session = Esta sesión

## Your account, in full
account-you = Usted
your-name-hint = Como lo ven sus colegas.
account-saved-name = Guardar nombre
account-signing-in = Inicio de sesión
isp = ISP
signed-in-since = Sesión iniciada
account-password-text = Al cambiarla se cierra su sesión en todas partes menos aquí.
account-password-change = Cambiar contraseña
account-password-lead = Aquí su sesión sigue abierta, y en todos los demás lugares se cierra. Le avisamos por correo.
current-password = Contraseña actual
password-not-current = Esta no es su contraseña actual.
said-password-changed = Se cambió su contraseña y se cerró su sesión en todos los demás lugares.
account-email-change = Cambiar correo
account-email-lead = Enviamos un enlace a la dirección nueva. Ábralo en un navegador donde tenga la sesión iniciada.
account-email-waiting = Falta confirmar { $email }. Abra el enlace del correo que enviamos allí, con la sesión iniciada aquí. Sirve durante 24 horas.
new-email = Correo nuevo
send-link = Enviar enlace
said-address-asked = Enviamos un correo a { $value }. Abra su enlace para confirmar.
address-is-yours = Este ya es su correo.
address-prove-first = Nunca se confirmó que { $email } sea suyo. Cierre sesión y use “¿Olvidó su contraseña?”: el correo que se envía allí lo confirma. Después, cámbielo.
address-taken = Este correo ya pertenece a otra cuenta, así que no puede ser el suyo. No se cambió nada.
address-other-person = Este enlace pertenece a otra cuenta. Inicie sesión con la que pidió el cambio y abra de nuevo el enlace.
link-address-title = Confirmar su correo nuevo
address-confirm-lead = A partir de ahora iniciará sesión con { $to } en lugar de { $from }. Su sesión se cierra en todas partes menos aquí, y avisamos a { $from }.
address-confirm-send = Confirmar correo nuevo
address-sign-in = Primero inicie sesión como { $email } en este navegador y después abra de nuevo el enlace. El buzón solo no basta: nadie puede vincular su cuenta a la dirección de usted.
said-address-changed = A partir de ahora, su correo es { $value }.
link-undo-title = Deshacer el cambio de correo
undo-lead = La cuenta vuelve de { $away } a { $back }. Se cierran todas sus sesiones, su contraseña queda anulada y se quita su verificación en dos pasos: enviamos a { $back } un enlace para establecer una contraseña nueva.
undo-send = Deshacer
said-undone = El correo de la cuenta vuelve a ser { $value }, y se cerraron todas las sesiones. Busque en su correo un enlace para establecer una contraseña nueva.
session-end = Cerrar sesión
said-session-ended = Se cerró la sesión de ese navegador.
sessions-lead = Todos los navegadores con la sesión iniciada y la dirección desde la que se vieron por última vez. Cierre las sesiones que no reconozca y cambie su contraseña.
memberships = ISP a los que pertenece
memberships-lead = Dónde tiene acceso y qué puede hacer allí.
memberships-empty = No pertenece a ningún ISP
memberships-empty-text = Un Administrador de su ISP puede invitarle. La invitación aparecerá aquí y en su correo.
account-homes = Tiene acceso a un hogar.
membership-cluster = Clúster
membership-through = A través de { $cluster }
last-seen-there = Último acceso allí
leave = Abandonar
given = Se le dio acceso a { $place }.
given-by = { $giver } le dio acceso a { $place }.
given-mistake = ¿Es un error?
leave-title = Abandonar { $isp }
leave-lead = Perderá su acceso con el próximo clic. Para volver, un Administrador tendrá que invitarle de nuevo.
leave-last-admin = Usted es el último Administrador de { $isp }. Primero nombre Administrador a otra persona.
said-left = Ha abandonado { $value }.
waiting-invitations = Invitaciones para usted
waiting-invitation = { $isp } le invita como { $role }
waiting-invited-by = Invitación de { $inviter }
waiting-until = Se puede aceptar hasta

timeline-device-new = { $actor } inició sesión desde un navegador nuevo.
timeline-session-ended = { $actor } cerró la sesión de otro navegador.
timeline-address-asked = { $actor } pidió otro correo.
timeline-address-changed = { $actor } cambió su correo.
timeline-address-undone = { $actor } deshizo un cambio de correo.
timeline-person-taken-over = { $actor } demostró que el buzón es suyo: nadie que usara antes la cuenta puede entrar.

mail-changed-by-operator-text = Su contraseña se acaba de cambiar con un enlace del operador de este servidor, y su sesión se cerró en todos los demás lugares.
mail-changed-here-text = Su contraseña se acaba de cambiar en “Su cuenta”, y se cerró la sesión de todos los demás navegadores.
mail-device-subject = Nuevo inicio de sesión en su cuenta
mail-device-text = Alguien inició sesión en su cuenta desde un navegador que no se había visto antes: { $device }, desde { $address }, el { $at }.
mail-device-next = Si fue usted, no tiene que hacer nada. Si no, cambie de inmediato su contraseña en “Su cuenta”: así se cierra la sesión del otro navegador.
mail-address-ask-subject = Confirme su correo nuevo
mail-address-ask-text = { $who } pidió iniciar sesión con esta dirección a partir de ahora. Abra este enlace en un navegador donde tenga la sesión iniciada, en un plazo de 24 horas:
mail-address-ask-act = Confirmar correo nuevo
mail-address-ask-otherwise = Si no fue usted, ignore este correo. No ocurre nada sin el inicio de sesión de su propia cuenta.
mail-address-moved-subject = Se cambió su correo
mail-address-moved-text = A partir de ahora inicia sesión con { $email }. Si no fue usted, este enlace le devuelve su cuenta; sirve durante una semana:
mail-address-moved-act = Deshacer
mail-address-moved-otherwise = Si fue usted, no tiene que hacer nada.
mail-address-tried-subject = Alguien quiso usar su correo
mail-address-tried-text = Alguien pidió usar esta dirección para otra cuenta. Es de usted, así que no se cambió nada.
mail-address-tried-next = No tiene que hacer nada. Si fue usted: inicie sesión con esta dirección como siempre; dos cuentas no pueden convertirse en una.
mail-address-undone-subject = Se deshizo su cambio de correo
mail-address-undone-text = El titular de la dirección anterior de su cuenta deshizo el cambio. La cuenta ya no usa esta dirección, se cerraron todas las sesiones y se quitó su verificación en dos pasos.
mail-address-undone-next = Si no lo esperaba, avise a un Administrador de su ISP.

## The demonstration's mailbox
mailbox = Buzón
mailbox-lead = Ningún correo sale de esta máquina. Lo que se habría enviado está aquí.
mailbox-empty = Aún no hay correo
mailbox-empty-text = Invite a un colaborador, y la invitación aparecerá aquí.
mail-from = De
mail-to = Para
mail-sent = Enviado
mail-open-link = Abrir enlace
mail-html = Versión HTML
mail-source = Código fuente

## Times
time-now = ahora mismo
time-minutes = { $n ->
    [one] hace 1 minuto
   *[other] hace { NUMBER($n) } minutos
 }
time-hours = { $n ->
    [one] hace 1 hora
   *[other] hace { NUMBER($n) } horas
 }
time-days = { $n ->
    [one] hace 1 día
   *[other] hace { NUMBER($n) } días
 }

## What was just done
said-level-changed = Se cambió el nivel de acceso de { $value }.
said-level-changed-through = Se cambió el nivel de acceso de { $value }. A través del clúster tiene uno más alto, que es el que cuenta.
said-access-revoked-own = Se revocó el acceso propio de { $value }. Sigue teniendo acceso a través del clúster.
said-access-revoked = Se revocó todo el acceso de { $value }.
said-invited = { $value } tiene una invitación. Va en camino por correo y vence en 2 días.
said-home-left = Ha abandonado un hogar de { $value }.
said-user-removed = { $value } ya no tiene acceso a este hogar.
said-user-primary = { $value } es ahora el usuario principal.
said-inventory-added = { $value ->
    [one] Se agregó 1 router.
   *[other] Se agregaron { NUMBER($value) } routers.
 }
said-router-deleted = Se eliminó { $value }.
said-import-cancelled = Se canceló la importación.
said-customer-activated = Se activó a { $value }. El hogar aparecerá como En línea en cuanto su router informe.
said-settings-saved = Se guardaron los ajustes.
said-account-saved = Se guardó su cuenta.
said-certificate-window = El router puede obtener un certificado nuevo durante la próxima hora. El anterior queda anulado.
said-password-set = Se estableció su contraseña. Inicie sesión con ella.
said-joined = Ahora tiene acceso a { $value }.
said-home-joined = Ya tiene acceso a un hogar de { $value }.

## What could not be done
problem-anonymous-title = Su sesión está cerrada
problem-anonymous = Su sesión ha terminado, y no se cambió nada. Inicie sesión e inténtelo de nuevo.
problem-no-factor-title = Se exige la verificación en dos pasos
problem-no-factor = Aquí se exige la verificación en dos pasos. Configúrela en “Su cuenta” y vuelva.
problem-prove-title = Confirme que es usted
problem-prove = Hace tiempo que no demuestra quién es. Confírmelo e inténtelo de nuevo.
problem-forbidden-title = No permitido
problem-forbidden = Su nivel de acceso no lo permite. Pregunte a un Administrador de su ISP.
problem-not-found-title = No encontrado
problem-not-found = Aquí no hay nada, o usted no tiene acceso. Compruebe la dirección.
problem-gone-title = Ya no es válido
problem-conflict-title = No se pudo hacer
problem-invalid = No se pudo leer algo del formulario. Vuelva atrás e inténtelo de nuevo.
problem-too-many-title = Demasiados intentos
problem-too-many = Demasiados intentos. Inténtelo de nuevo dentro de { $minutes ->
    [one] 1 minuto
   *[other] { NUMBER($minutes) } minutos
 }.
problem-too-large = Es más de lo que cabe de una vez. Envíelo en partes más pequeñas.
problem-busy = El servicio está ocupado, y no se cambió nada. Inténtelo de nuevo en unos segundos.
problem-broken-title = Algo falló
problem-broken = El error es nuestro, y no se cambió nada. Inténtelo de nuevo; si continúa, avise al operador de este servidor.
problem-home = Volver al Portal de atención
gone-invitation = Esta invitación ha vencido o ya se usó. Pida una nueva a quien se la envió; si ya la aceptó, inicie sesión.
gone-renewal = Este enlace ya no es válido. Pida una invitación nueva a quien se la envió.
gone-address = Este enlace ya no es válido. Cambie de nuevo su correo en “Su cuenta”.
gone-undo = Este enlace ya no es válido: un cambio de correo se puede deshacer durante una semana.
gone-invitation-expired = Esta invitación ha vencido. Pida una nueva abajo, y lo sabrá quien puede enviarla.
gone-invitation-accepted = Esta invitación ya se aceptó. Inicie sesión.
gone-invitation-forgotten = Se usó “¿Olvidó su contraseña?” para esta dirección, y desde entonces este enlace no sirve. Use el enlace de ese correo o pida una invitación nueva.
gone-reset = Este enlace ha vencido o ya se usó. Pida uno nuevo en “¿Olvidó su contraseña?”.
gone-setup = Este enlace de configuración ya no es válido. Cada arranque del servidor muestra uno nuevo mientras no exista ningún ISP.
setup-done = Este servidor ya está configurado. Inicie sesión.

## Fields
missing-email = Escriba una dirección de correo.
invalid-email = Esto no es una dirección de correo. Escríbala así: nombre@example.com.
missing-password = Escriba una contraseña.
password-too-short = Use al menos { NUMBER($least) } caracteres.
password-too-long = Use como máximo { NUMBER($most) } caracteres.
password-guessable = Esta contraseña es fácil de adivinar. Unas cuantas palabras sin relación entre sí forman una buena.
sign-in-wrong = El correo y la contraseña no se corresponden. Compruebe ambos o use “¿Olvidó su contraseña?”.
missing-role = Elija Administrador o Usuario.
invite-own-address = Esta es su propia dirección. Ya tiene acceso.
invite-own-address-home = Esta es su propia dirección. Si vive allí, pida a un colega que le invite.
invite-already-mobile-user = { $email } ya usa este hogar.
invite-already-collaborator = { $email } ya es colaborador.
invite-already-invited = { $email } ya tiene una invitación y aún puede aceptarla. Para enviarla de nuevo, elija el sobre en su fila.
accept-sign-in-first = Este correo ya tiene una cuenta. Primero inicie sesión y después abra de nuevo el enlace de la invitación.
accept-needs-mail = Este enlace no se envió a su buzón, así que no se puede usar aquí. Pida la invitación por correo.
accept-create-password = Su correo nunca se confirmó. Abra de nuevo el enlace de la invitación y cree una contraseña.
accept-other-person = Ha iniciado sesión como { $email }, y esta invitación es para otra dirección. Cierre sesión y abra de nuevo su enlace.
last-admin = Es el último Administrador. Primero nombre Administrador a otra persona.
remove-alone = No se puede quitar a nadie mientras haya un solo colaborador en la lista. Primero invite a otra persona.
remove-mobile-user-alone = No se puede quitar a nadie mientras solo haya un usuario en la lista. Invite antes a otra persona.
name-next-primary = El usuario principal de un hogar es uno de sus usuarios. Elija quién lo será a partir de ahora.
leave-home-last = Usted es el único usuario de este hogar, así que no puede abandonarlo. Hable con su proveedor.
invitation-accepted-meanwhile = Esta invitación se aceptó mientras tanto. Mire de nuevo.
changed-meanwhile = Otra persona cambió esto mientras tanto. Mire de nuevo.
missing-isp-name = Escriba el nombre del ISP.
invalid-slug = Use minúsculas, dígitos y guiones sueltos, 40 como máximo.
slug-not-from-name = Use algunas letras latinas o dígitos, para que el ISP tenga una dirección legible.
slug-taken = Ya hay un ISP con la dirección { $slug }. Elija otro nombre.
invalid-colour = Elija un color, por ejemplo #0f766e.
missing-customer-name = Escriba el nombre del cliente.
missing-install-address = Escriba dónde está instalado el router.
text-too-long = Use como máximo { NUMBER($most) } caracteres en una línea.
text-unseen = Use letras, cifras y signos que se vean.
invalid-phone = Escriba el teléfono en dígitos, por ejemplo +1 603 555 0100.
missing-macs = Escriba al menos una dirección MAC.
too-many-macs = Agregue como máximo { NUMBER($most) } a la vez.
invalid-mac = Línea { NUMBER($line) }: { $text } no es la dirección MAC de un router. Tiene seis pares, por ejemplo 4e:5f:02:00:00:01.
mac-already-here = { $mac } ya está en su inventario.
mac-elsewhere = { $mac } no se puede agregar: está en uso en otro lugar. Compruebe la etiqueta o pregunte al operador de este servidor.
macs-and-more = Y { NUMBER($n) } más.
router-not-in-stock = Este router ya está habilitado para un cliente.
invalid-page = Esta parte de la lista no existe.

## More of a customer
enabled = Habilitado
booted = Último arranque
cpu = Carga de CPU
memory = Memoria disponible
warning = Advertencia
warning-no-dns = Sin DNS
warning-clock = Reloj incorrecto
wifi = Wi-Fi
wifi-hidden = (oculta)
wifi-channel = canal { $n }
wifi-devices = { $n ->
    [one] 1 dispositivo
   *[other] { NUMBER($n) } dispositivos
 }
certificate-window-open = Puede obtener un certificado nuevo hasta
unknown-device = Dispositivo desconocido
the-app = Aplicación
operator = El operador

## The timeline
timeline-collaborator-reinvited = { $actor } volvió a invitar a { $email }.
timeline-collaborator-link-generated = { $actor } generó un enlace para invitar a { $email }.
timeline-invitation-revoked = { $actor } revocó la invitación de { $email }.
timeline-invitation-asked-for = { $email } pidió una invitación nueva.
timeline-collaborator-removed = { $actor } revocó todo el acceso de { $email }.
timeline-collaborator-left = { $actor } dejó de ser colaborador.
timeline-password-changed = { $actor } cambió su contraseña.
timeline-password-shown = { $actor } presentó la contraseña; faltaba el segundo factor.
timeline-signed-in = { $actor } inició sesión.
timeline-signed-out = { $actor } cerró una sesión.
timeline-signed-out-everywhere = { $actor } cerró sesión en todas partes.
timeline-person-renamed = { $actor } cambió su nombre.
timeline-audit-erased = { $actor } borró los datos personales de { $count ->
    [one] 1 entrada
   *[other] { NUMBER($count) } entradas
 } del registro de auditoría.
timeline-isp-created = { $actor } creó { $name }.
timeline-isp-updated = { $actor } cambió el perfil.
timeline-collaborator-invited = { $actor } invitó a { $email }.
timeline-mobile-user-invited = { $actor } invitó a { $email } a usar { $home } con la aplicación.
timeline-mobile-user-reinvited = { $actor } volvió a invitar a { $email } a usar { $home } con la aplicación.
timeline-mobile-user-link-generated = { $actor } generó un enlace para invitar a { $email } a { $home }.
timeline-mobile-user-invitation-revoked = { $actor } revocó la invitación de { $email } a { $home }.
timeline-mobile-user-invitation-asked-for = { $email } pidió una nueva invitación a { $home }.
timeline-mobile-user-joined = { $actor } pasó a ser usuario móvil de { $home }.
timeline-mobile-user-removed = { $actor } quitó { $home } a { $email }.
timeline-mobile-user-left = { $actor } abandonó { $home }.
timeline-mobile-user-primary = { $email } es el usuario principal de { $home }, por decisión de { $actor }.
timeline-admin-invited-by-operator = { $actor } invitó a { $email } como Administrador desde la línea de comandos del servidor.
timeline-collaborator-joined = { $actor } se incorporó.
timeline-admin-recovered = { $actor } vuelve a ser Administrador, por el enlace del operador.
timeline-collaborator-changed = { $actor } cambió el nivel de acceso de { $email } de { $before } a { $role }.
timeline-inventory-added = { $actor } agregó { $count ->
    [one] 1 router
   *[other] { NUMBER($count) } routers
 }.
timeline-inventory-deleted = { $actor } eliminó { $count ->
    [one] 1 router
   *[other] { NUMBER($count) } routers
 } del inventario.
timeline-inventory-import-started = { $actor } empezó a importar { $count ->
    [one] 1 router
   *[other] { NUMBER($count) } routers
 } de { $file }.
timeline-inventory-import-cancelled = { $actor } canceló la importación de { $file }.
timeline-inventory-import-done = { $count ->
    [one] 1 router de { $file } entró
   *[other] { NUMBER($count) } routers de { $file } entraron
 } en el inventario.
timeline-customer-activated = { $actor } activó a { $name }.
timeline-a-home = Un router en stock
timeline-router-certified = { $home }: el router obtuvo su certificado.
timeline-certificate-window-opened = { $actor } permitió que un router obtenga un certificado nuevo.
timeline-router-online = { $home } está en línea.
timeline-router-offline = { $home } se quedó sin conexión.
timeline-router-flapping = { $home } se conecta y se desconecta una y otra vez.
timeline-router-steady = { $home } vuelve a estar estable, en línea.
timeline-router-stays-offline = { $home } ya no se conecta y se desconecta: sigue sin conexión.
timeline-router-wan-moved = { $home } tiene otra dirección WAN: { $wan }.
timeline-router-firmware-changed = { $home }: el router usa el firmware { $firmware }.
timeline-router-started = { $reason ->
    [exception] { $home }: el router arrancó tras un fallo.
    [killed] { $home }: el router arrancó tras el cierre forzado de su agente.
    [wd-timeout] { $home }: el router arrancó porque su watchdog lo encontró bloqueado.
    [start-fail] { $home }: el router arrancó después de que su agente no pudiera hacerlo.
    [support-start-fail] { $home }: el router arrancó después de que su agente de soporte no pudiera hacerlo.
    [reboot-fail] { $home }: el router arrancó tras un reinicio que falló.
    [fw-process-fail] { $home }: el router arrancó tras una actualización de firmware que falló.
    [test-crash] { $home }: el router arrancó tras un fallo provocado como prueba.
    [test-fail] { $home }: el router arrancó tras una prueba que falló.
    [server-cmd] { $home }: el router arrancó como se le indicó.
    [provision] { $home }: el router arrancó con un certificado nuevo.
    [opmode-change] { $home }: el router arrancó en otro modo.
    [conncheck] { $home }: el router arrancó tras perder la conexión a Internet.
    [deviceinfo] { $home }: el router arrancó para volver a decir qué es.
   *[other] { $home }: el router arrancó.
 }
timeline-router-agent-restarted = { $reason ->
    [exception] { $home }: el agente del router falló y se reinició.
    [killed] { $home }: se forzó el cierre del agente del router, y este se reinició.
    [wd-timeout] { $home }: el agente del router se bloqueó y se reinició.
    [start-fail] { $home }: el agente del router no pudo arrancar y se reinició.
    [test-crash] { $home }: el agente del router se reinició tras un fallo provocado como prueba.
    [server-cmd] { $home }: el agente del router se reinició como se le indicó.
    [provision] { $home }: el agente del router se reinició con un certificado nuevo.
    [conncheck] { $home }: el agente del router se reinició tras perder la conexión a Internet.
   *[other] { $home }: el agente del router se reinició.
 }

## Graphs
availability = Disponibilidad
share-of-hundred = { $whole },{ $rest } %
availability-soon = Se acaba de oír al router por primera vez.
availability-full = { $share } { $over ->
    [month] de los últimos 30 días.
    [today] desde las { $since } de hoy.
   *[days] desde el { $since }.
 }
availability-part = { $share } { $over ->
    [month] de los últimos 30 días
    [today] desde las { $since } de hoy
   *[days] desde el { $since }
 }; sin conexión { $times ->
    [one] una vez
   *[other] { NUMBER($times) } veces
 }, { $lasting } en total.
today = Hoy
day-by-day = Día a día
day-unknown = { $day }: sin datos
day-from = { $day }, desde las { $since }
day-full = { $day }: en línea todo el día
day-so-far = { $day }: en línea hasta ahora
day-online = { $day }: en línea
day-part = { $day }: sin conexión { $lasting }{ $times ->
    [0] {""}
    [one] , una vez
   *[other] , { NUMBER($times) } veces
 }
graphs = Evolución del router
graphs-soon = Los primeros gráficos llegan unos cinco minutos después del primer informe del router.
graphs-silent = No se supo nada del router en este tiempo.
graphs-week = Mostrar la semana
graphs-month = Mostrar 30 días
over = Período
over-day = Día
over-week = Semana
over-month = 30 días
memory-used = Memoria en uso
uptime = Tiempo en marcha
average = Promedio
peak = Máximo
times-in = Horas de { $zone }
numbers = Cifras
numbers-from = Desde
cpu-average = CPU, promedio
cpu-peak = CPU, máximo
memory-average = Memoria, promedio
memory-peak = Memoria, máximo
lasting-days = { $n ->
    [one] { NUMBER($n) } día
   *[other] { NUMBER($n) } días
 }
lasting-hours = { $n } h
lasting-minutes = { $n } min
lasting-seconds = { $n } s
flapping-online = Intermitente, ahora en línea
flapping-offline = Intermitente, ahora sin conexión
over-time = Evolución de los clientes
over-time-soon = El gráfico empieza unos cinco minutos después de arrancar Portico.
numbers-at = Hora
times = { $n ->
    [one] una vez
   *[other] { NUMBER($n) } veces
 }
restarts = Reinicios
show-more = Mostrar más
restarts-all = { $times ->
    [one] 1 reinicio
   *[other] { NUMBER($times) } reinicios
 } en { $homes ->
    [one] 1 hogar
   *[other] { NUMBER($homes) } hogares
 }.
restarts-more = Al menos { NUMBER($times) } reinicios en { NUMBER($homes) } hogares.
restarts-none = Ningún router se reinició.

## Mails
mail-invited-subject = { $isp } le invita al Portal de atención
mail-invited-text = { $inviter } le invita al Portal de atención de { $isp }.
mail-invited-role = Su nivel de acceso será { $role }.
mail-invited-how = Abra este enlace y cree una contraseña:
mail-invited-sign-in = Ya tiene una cuenta. Inicie sesión y abra este enlace:
mail-invited-act = Aceptar invitación
mail-invited-expires = La invitación vence 2 días después de su envío.
mail-invited-why = Si no sabe de qué se trata, ignore este correo. No ocurre nada hasta que acepte.
mail-added-subject = Tiene acceso a { $isp }
mail-added-text = { $inviter } le dio acceso al Portal de atención de { $isp }. Su nivel de acceso es { $role }.
mail-added-next = Inicie sesión como siempre; no tiene que hacer nada más. Si es un error, use “Abandonar” en “Su cuenta”.
mail-invited-home-subject = { $isp } le invita a su aplicación
mail-invited-home-text = { $inviter }, de { $isp }, le invita a usar su red doméstica con la aplicación.
mail-invited-home-app = En la aplicación ve si su hogar está en línea y recibe ayuda cuando no lo está. Se abre en el navegador; desde su menú puede añadirla a la pantalla de inicio.
mail-added-home-subject = Tiene acceso a un hogar en { $isp }
mail-added-home-text = { $inviter }, de { $isp }, le dio acceso a un hogar para usarlo con la aplicación.
mail-added-home-next = Inicie sesión en la aplicación con la cuenta que ya tiene; no tiene que hacer nada más. Si es un error, avise a { $isp }.
mail-reset-subject = Establezca una contraseña nueva
mail-reset-text = Alguien, esperamos que usted, pidió una contraseña nueva. Este enlace sirve durante 30 minutos:
mail-recover-text = Alguien, esperamos que usted, pidió una contraseña para el Portal de atención de { $isp }, al que se le invitó. Con este enlace la establece y acepta la invitación. Sirve hasta que venza la invitación y sustituye a los enlaces enviados antes:
mail-recover-several-text = Alguien, esperamos que usted, pidió una contraseña. { $isp } le invitó más de una vez: con este enlace establece la contraseña, y después inicia sesión y acepta cada invitación por separado. Sirve hasta que venza la última y sustituye a los enlaces enviados antes:
mail-recover-home-text = Alguien, esperamos que usted, pidió una contraseña para la aplicación de { $isp }, a la que se le invitó. Con este enlace la establece y acepta la invitación. Sirve hasta que venza la invitación y sustituye a los enlaces enviados antes:
mail-expired-subject = Su invitación a { $isp } ha vencido
mail-expired-text = Alguien, esperamos que usted, pidió una contraseña para el Portal de atención de { $isp }. Su invitación ha vencido, así que no se puede establecer. Con este enlace puede pedir una invitación nueva:
mail-expired-home-text = Alguien, esperamos que usted, pidió una contraseña para la aplicación de { $isp }. Su invitación ha vencido, así que no se puede establecer. Con este enlace puede pedir una invitación nueva:
mail-expired-act = Pedir una invitación nueva
mail-reset-act = Establecer una contraseña nueva
mail-reset-why = Si no fue usted, ignore este correo. Su contraseña sigue como está.
mail-recover-why = Recibe este correo porque { $isp } invitó a esta dirección. Si no fue usted quien lo pidió, ignórelo: nadie tiene acceso hasta que se establezca una contraseña con este enlace.
mail-expired-why = Recibe este correo porque { $isp } invitó en su día a esta dirección. Si no fue usted quien lo pidió, ignórelo: no se cambió nada, y nadie obtiene acceso con ello.
mail-changed-subject = Se cambió su contraseña
mail-changed-text = Su contraseña se acaba de cambiar y su sesión se cerró en todas partes.
mail-changed-why = Si no fue usted, use de inmediato “¿Olvidó su contraseña?” y avise a un Administrador de su ISP.

## Notices by mail
notice-act = Abrir el Portal de atención
notice-act-app = Abrir la aplicación
notice-why = Recibe este correo porque trata de su propia cuenta. No contiene ningún secreto, y no ocurre nada al abrirlo.
notice-why-access = Recibe este correo porque trata de su acceso a { $isp }. No contiene ningún secreto, y no ocurre nada al abrirlo.
notice-why-admin = Recibe este correo porque es Administrador de { $isp }. No contiene ningún secreto, y no ocurre nada al abrirlo.
notice-role-subject = Su nivel de acceso en { $isp } ahora es { $role }
notice-role-text = { $actor } cambió su nivel de acceso en { $isp } de { $before } a { $role }.
notice-role-next = Se aplica desde ahora. Actualice las páginas que tenga abiertas. Si es un error, pregunte a un Administrador del ISP.
notice-revoked-subject = Se revocó su acceso a { $isp }
notice-revoked-text = { $actor } revocó su acceso al Portal de atención de { $isp }.
notice-revoked-own-subject = Se revocó su acceso propio a { $isp }
notice-revoked-own-text = { $actor } revocó el acceso propio de usted al Portal de atención de { $isp }.
notice-through-next = También tiene acceso a través del clúster { $cluster }, que le da allí el nivel { $role }. Si eso también es un error, pregunte a un Administrador del clúster.
notice-revoked-next = Si es un error, pida a un Administrador del ISP que le invite de nuevo.
notice-home-revoked-subject = Ya no tiene acceso a un hogar en { $isp }
notice-home-revoked-text = { $actor }, de { $isp }, le quitó el acceso a un hogar, que usted tenía con la aplicación.
notice-home-revoked-next = Si es un error, pida a su proveedor que le invite de nuevo.
notice-primary-subject = Es el usuario principal de un hogar en { $isp }
notice-primary-text = { $actor } le hizo usuario principal de un hogar en { $isp }.
notice-primary-text-left = { $actor } se fue y le nombró usuario principal de un hogar en { $isp }.
notice-primary-next = Si es un error, avise a su proveedor.
notice-asked-subject = { $email } pide una invitación nueva
notice-asked-text = La invitación de { $email } a { $isp } ha vencido, y se pidió una nueva con su enlace.
notice-asked-next = Si sabe quién es esa persona, elija el sobre en su fila e invítela de nuevo. Si no, revoque la invitación.

## Roles
roles = Roles
roles-lead = Los proveedores de servicios pueden dar a su personal acceso al Portal de atención mediante cuentas de Colaborador. Lo que puede hacer un rol es igual en todos los ISP y clústeres.
roles-link = Qué puede hacer cada rol
roles-admin = Colaborador Administrador
roles-user = Colaborador Usuario
roles-read-only = Colaborador Solo lectura
roles-admin-text = Estas cuentas tienen acceso a las pestañas Resumen, Inventario, En línea, Sin conexión, Problemas y Ajustes del Portal de atención. Pueden cambiar los ajustes de la cuenta del proveedor de servicios e invitar a otros colaboradores.
roles-user-text = Estas cuentas tienen acceso a las pestañas Resumen, Inventario, En línea, Sin conexión y Problemas del Portal de atención. No pueden cambiar los ajustes de la cuenta del proveedor de servicios ni invitar a otros colaboradores.
roles-read-only-text = Si el acceso de un colaborador es de Solo lectura, puede recorrer el Portal de atención como un Usuario, pero no puede hacer NINGÚN cambio en la cuenta del proveedor de servicios ni en las de los suscriptores. Verá todos los botones en gris.
roles-ability = Permiso
roles-yours = Su rol
yes = Sí
no = No
ability-settings = Acceder a los ajustes del ISP o del clúster y modificarlos
ability-view-tabs = Acceder a las pestañas Resumen, Inventario, En línea, Sin conexión y Problemas (o verlas)
ability-view-customers = Acceder a las cuentas de clientes (LAN) o verlas, incluidas las pestañas Resumen, Seguridad, Ajustes del router, Cronología, Ajustes de usuario, Usuarios, Análisis y Tráfico
ability-inventory = Agregar, eliminar y habilitar inventario
ability-score = Restablecer el Minim Score de una cuenta de cliente (LAN)
ability-speed-test = Ejecutar pruebas de velocidad desde una cuenta de cliente
ability-network-device = Agregar dispositivos de red a la red de un cliente
ability-detections = Atender las detecciones de la pestaña Seguridad
ability-router-settings = Hacer cambios en la pestaña Ajustes del router de una cuenta de cliente
ability-customer = Actualizar los datos del cliente en la pestaña Ajustes de usuario
ability-deactivate = Desactivar una cuenta de cliente
ability-mobile-users = Invitar y eliminar usuarios móviles
ability-collaborators = Invitar a otros colaboradores a tener acceso
ability-collaborator-roles = Modificar el nivel de acceso de un colaborador y quitarle el acceso

## Clusters
places-menu = Dónde tiene acceso
cluster-menu = Sus clústeres
cluster-profile = Perfil del clúster
cluster-name = Nombre del clúster
cluster-collaborators-lead = Personal que puede entrar en este clúster y, con el mismo rol, en cada uno de sus ISP. Las invitaciones vencen 2 días después de enviarse.
cluster-isps = ISP
cluster-isp = ISP
cluster-empty = Aún no hay ISP
cluster-empty-text = Quien administra este servidor incorpora un ISP al clúster desde la línea de comandos.
cluster-staff = Colaboradores
cluster-invitations = Invitaciones abiertas
cluster-two-factor = Verificación en dos pasos
cluster-two-factor-required = Obligatoria
cluster-two-factor-optional = No obligatoria
cluster-two-factor-first = Presente su segundo factor para ver estas cifras.
cluster-totals = En todos los ISP
figure-isps = en este clúster
through-cluster = Acceso a través del clúster { $name }
through-cluster-lead = Tienen su rol en cada ISP del clúster. Solo un Administrador del clúster puede cambiarlo o quitarlo.
through-cluster-none = Aún nadie se ha incorporado al clúster.
through-cluster-settings = Ajustes del clúster
isp-in-cluster = Este ISP ya está en el clúster { $cluster }. Primero sáquelo de él.
isp-in-no-cluster = Este ISP no está en ningún clúster.
timeline-cluster-created = { $actor } creó el clúster { $name }.
timeline-cluster-joined = { $actor } incorporó este ISP al clúster { $name }. Los colaboradores del clúster tienen acceso.
timeline-cluster-left = { $actor } sacó este ISP del clúster { $name }. Los colaboradores del clúster ya no tienen acceso.
timeline-cluster-isp-added = { $actor } incorporó { $name } al clúster.
timeline-cluster-isp-removed = { $actor } sacó { $name } del clúster.

## Two-factor
two-factor = Verificación en dos pasos
factor-what-app = una aplicación de autenticación
factor-what-passkey = una clave de acceso
factor-wrong = No se aceptó. Un código sirve una sola vez y por poco tiempo: espere al siguiente o use otra forma.
factor-app-gone = El código para escanear ha vencido. Empiece de nuevo.
factor-last = { $n ->
    [one] { $places } exige la verificación en dos pasos,
   *[other] { $places } exigen la verificación en dos pasos,
 } y esta es la última forma que le queda. Agregue otra primero.
factor-none = Primero configure una aplicación de autenticación o una clave de acceso.
factor-none-there = { $email } no tiene verificación en dos pasos que restablecer.
erase-still-here = { $email } todavía tiene acceso en algún sitio. Quítele ese acceso primero y luego borre.
factor-reset-own = Es su propia cuenta. Use un código de recuperación o quítela en “Su cuenta”.
factor-reset-elsewhere = La verificación en dos pasos de { $email } no se puede restablecer desde aquí. Esa persona puede usar un código de recuperación; si no, el operador de este servidor puede restablecerla.
passkey-name = Dé a la clave de acceso un nombre de 60 caracteres como máximo.
passkey-none = No hay ninguna clave de acceso para esta cuenta.
passkey-too-many = Ya hay { NUMBER($most) } claves de acceso. Primero quite una.
passkeys-need-https = Las claves de acceso necesitan una dirección https. Pregunte al operador de este servidor.
proof-wrong-password = Esta no es su contraseña.
proof-by-factor = Su cuenta tiene verificación en dos pasos, así que una contraseña no lo confirma. Use una clave de acceso o un código.
timeline-factor-added = { $actor } agregó { $what } a su cuenta.
timeline-factor-removed = { $actor } quitó { $what } de su cuenta.
timeline-factor-reset = { $actor } restableció la verificación en dos pasos de { $email }.
timeline-recovery-codes-made = { $actor } creó códigos de recuperación nuevos.
timeline-recovery-code-used = { $actor } usó un código de recuperación.
timeline-two-factor-required = { $actor } hizo obligatoria la verificación en dos pasos.
timeline-two-factor-not-required = { $actor } hizo opcional la verificación en dos pasos.
mail-factor-added-subject = Se agregó la verificación en dos pasos a su cuenta
mail-factor-added-text = A partir de ahora, { $what } protege su cuenta.
mail-factor-removed-subject = Se quitó la verificación en dos pasos de su cuenta
mail-factor-removed-text = Su cuenta ya no está protegida por { $what }.
mail-recovery-codes-subject = Tiene códigos de recuperación nuevos
mail-recovery-codes-text = Se crearon códigos de recuperación nuevos para su cuenta. Los anteriores ya no funcionan.
mail-recovery-used-subject = Se usó un código de recuperación
mail-recovery-used-text = Alguien, esperamos que usted, usó un código de recuperación de su cuenta. { $left ->
    [0] No queda ninguno: cree otros nuevos.
    [one] Queda 1.
   *[other] Quedan { NUMBER($left) }.
 }
mail-factor-reset-subject = Se restableció su verificación en dos pasos
mail-factor-reset-by-admin = { $admin }, de { $isp }, quitó toda la verificación en dos pasos de su cuenta, y su sesión se cerró en todas partes. Su contraseña sigue como está.
mail-factor-reset-by-link = Se usó para su cuenta un enlace del operador de este servidor: quitó toda la verificación en dos pasos, estableció una contraseña nueva y cerró su sesión en todos los demás lugares.
mail-factor-reset-by-operator = El operador de este servidor quitó toda la verificación en dos pasos de su cuenta, y su sesión se cerró en todas partes. Su contraseña sigue como está.
mail-factor-next = Si no es lo que quería, use de inmediato “¿Olvidó su contraseña?”, revise “Su cuenta” y avise a un Administrador de su ISP.

## Two-factor: signing in and proving anew
second-title = Verificación en dos pasos
second-lost = ¿Lo perdió todo? Un Administrador de su ISP o el operador de este servidor puede restablecerla.
app-second-lost = ¿Lo perdió todo? Solo el operador de este servidor puede restablecerlo. Pida a su proveedor que se encargue.
code = Código
code-hint = Seis dígitos de su aplicación de autenticación, o un código de recuperación.
recovery-code = Código de recuperación
recovery-code-hint = Uno de los que guardó al configurar la verificación en dos pasos.
passkey-use = Usar una clave de acceso
passkey-sign-in = Entrar con una clave de acceso
passkey-failed = No se presentó la clave de acceso. Inténtelo de nuevo o use otra forma.
passkey-refused = Esta clave de acceso no se aceptó. Inténtelo de nuevo o inicie sesión con su contraseña.
proof-lead = Lo que va a hacer es delicado, así que le preguntamos de nuevo quién es. Ha iniciado sesión como { $email }.
confirm = Confirmar
said-proved = Gracias. Aún no se cambió nada: siga con lo que iba a hacer. Durante diez minutos no se le volverá a preguntar.

## Two-factor: your account
two-factor-go = Configurar la verificación en dos pasos
two-factor-manage = Aplicación de autenticación, claves de acceso y códigos de recuperación
two-factor-lead = Una segunda forma de demostrar que es usted. Quien averigüe su contraseña seguirá sin poder iniciar sesión. Con la primera que configure, se cierran las sesiones de los demás navegadores y de la aplicación.
two-factor-required = { $n ->
    [one] { $places } exige la verificación en dos pasos.
   *[other] { $places } exigen la verificación en dos pasos.
 } Configure una de estas opciones para continuar.
factor-on = Activada
factor-since = configurada
app = Aplicación de autenticación
app-text = Una aplicación en su teléfono muestra un código que usted escribe al iniciar sesión.
app-set-up = Configurar una aplicación
app-change = Cambiar a otra aplicación
app-title = Configurar una aplicación de autenticación
app-qr = Código QR para la aplicación de autenticación
app-scan = Escanee este cuadrado con su aplicación de autenticación o escriba la clave en ella.
app-secret = Clave
app-code-hint = Los seis dígitos que la aplicación muestra ahora.
app-confirm = Activar
app-remove = Quitar la aplicación de autenticación
app-remove-text = Ya no podrá iniciar sesión con sus códigos.
remove-it = Quitar
passkeys = Claves de acceso
passkeys-text = Su teléfono, su equipo o una llave de seguridad inician su sesión con un dedo, la cara o un PIN, sin contraseña.
passkey-no-browser = Este navegador no admite claves de acceso.
passkey-name-field = Nombre de la clave de acceso nueva
passkey-name-hint = Para que la reconozca más adelante.
passkey-add = Agregar una clave de acceso
passkey-added = Agregada
passkey-remove = Quitar una clave de acceso
passkey-remove-text = Ya no podrá iniciar sesión con { $name }.
passkey-remove-named = Quitar { $name }
recovery-codes = Códigos de recuperación
recovery-codes-left = { $n ->
    [one] Queda 1 código.
   *[other] Quedan { NUMBER($n) } códigos.
 }
recovery-codes-text = Cada uno le permite iniciar sesión una vez cuando ha perdido todo lo demás.
recovery-codes-lead = Guárdelos en un lugar seguro, por ejemplo en papel. Cada uno le permite iniciar sesión una vez si pierde su teléfono o su clave de acceso. Solo se muestran ahora.
recovery-codes-copy = Copiar todos
recovery-codes-kept = Ya los guardé
recovery-codes-anew = Crear códigos nuevos
recovery-codes-anew-text = Verá diez códigos nuevos. Los que tiene ahora dejan de funcionar.
recovery-codes-make = Crear códigos nuevos
said-factor-added = Se agregó la verificación en dos pasos a su cuenta.
said-factor-removed = Se quitó de su cuenta.

## Two-factor: an ISP's settings
security = Seguridad del inicio de sesión
rule-is-on = Verificación en dos pasos obligatoria
rule-since = activada
rule-is-off = Verificación en dos pasos opcional
rule-on-text = Cada colaborador presenta una aplicación de autenticación o una clave de acceso al iniciar sesión.
rule-off-text = Cada colaborador decide si le basta con una contraseña.
rule-cluster = { $name } exige la verificación en dos pasos en todos sus ISP, sea cual sea el ajuste aquí.
rule-turn-on = Exigir la verificación en dos pasos
rule-turn-off = Hacerla opcional
rule-on-title = ¿Exigir la verificación en dos pasos?
rule-off-title = ¿Hacer opcional la verificación en dos pasos?
rule-on-confirm = Desde su próximo inicio de sesión, cada colaborador necesitará un segundo factor aquí. Quien no tenga ninguno lo configurará entonces. Ahora no se cierra la sesión de nadie.
rule-off-confirm = Quien haya configurado la verificación en dos pasos la conserva.
rule-off-then = Quien no la haya configurado entra aquí solo con una contraseña.
rule-without = { $n ->
    [0] Todos tienen ya un segundo factor.
    [one] 1 colaborador aún no tiene ninguno, y se le pedirá.
   *[other] { NUMBER($n) } colaboradores aún no tienen ninguno, y se les pedirá.
 }
rule-cluster-confirm = Se aplica en todos los ISP del clúster.
rule-cluster-off-confirm = Un ISP del clúster que la exija por su cuenta seguirá haciéndolo.
said-rule-on = La verificación en dos pasos es obligatoria desde el próximo inicio de sesión.
said-rule-off = Estos ajustes ya no exigen la verificación en dos pasos.
factor-reset-title = Restablecer la verificación en dos pasos
factor-reset-of = Restablecer la verificación en dos pasos de { $email }
factor-reset-text = La aplicación de autenticación, las claves de acceso y los códigos de recuperación de esa persona dejan de funcionar, y su sesión se cierra en todas partes. Se le avisa por correo. Hágalo solo si tiene la certeza de quién se lo pidió.
factor-reset-act = Restablecer verificación
said-factor-reset = Se restableció la verificación en dos pasos de { $value }.

## The mail of an invitation
mail-not-delivered = El correo no se pudo entregar: { $why }. Elija el sobre para entregar un enlace o enviarlo de nuevo.
mail-waits = El correo aún no ha salido: { $why }. Se volverá a intentar.
mail-why-no-mailbox = ese buzón no existe
mail-why-mailbox-full = el buzón está lleno
mail-why-refused = el servidor de destino lo rechazó
mail-why-later = el servidor de destino pide volver más tarde
mail-why-unreachable = no se puede contactar con el servidor de correo
mail-why-not-let-in = el servidor de correo no deja entrar a este servicio, lo que el operador puede corregir
mail-why-other = el operador de este servidor puede averiguar por qué

## Notices about clusters
notice-cluster-in-text = El operador incorporó { $isp } al clúster { $cluster }. Por su acceso al clúster, tiene acceso al Portal de atención de { $isp }. Su nivel de acceso es { $role }.
notice-cluster-in-level-text = El operador incorporó { $isp } al clúster { $cluster }. Por su acceso al clúster, su nivel de acceso en { $isp } ahora es { $role }; antes era { $before }.
notice-cluster-in-next = Inicie sesión como siempre; no tiene que hacer nada más. Si es un error, avise a un Administrador de { $cluster }.
notice-cluster-out-text = El operador sacó { $isp } del clúster { $cluster }. Ya no tiene acceso al Portal de atención de { $isp }.
notice-cluster-out-level-text = El operador sacó { $isp } del clúster { $cluster }. Su nivel de acceso en { $isp } ahora es { $role }; antes era { $before }.
notice-cluster-out-next = Su acceso a { $cluster } sigue como está. Si es un error, avise a un Administrador de { $cluster }.

## How many mails an address gets
problem-too-many-mails = A esta dirección ya se enviaron todos los correos permitidos en una hora. Inténtelo de nuevo dentro de { $minutes ->
    [one] 1 minuto
   *[other] { NUMBER($minutes) } minutos
 }.

## Your account: recent activity
activity-lead = Lo que se hizo en su cuenta y con ella. Si no reconoce algo, cambie su contraseña y cierre sesión en todas partes.
activity-empty = Nada por aquí
activity-empty-text = Lo que se haga en su cuenta y con ella aparecerá aquí a partir de ahora.
activity-address-asked = Se pidió otro correo
activity-address-changed = Correo cambiado
activity-address-undone = Cambio de correo deshecho
activity-level = Nivel de acceso cambiado
activity-access = Acceso concedido
activity-joined = Incorporación
activity-left = Abandono
activity-recovered = Administrador de nuevo, por el enlace del operador
activity-revoked = Acceso revocado
activity-device-new = Sesión iniciada desde un navegador nuevo
activity-factor-added = Verificación en dos pasos agregada
activity-factor-removed = Verificación en dos pasos quitada
activity-factor-reset = Verificación en dos pasos restablecida
activity-password-changed = Contraseña cambiada
activity-password-shown = Contraseña presentada; faltaba el segundo factor
activity-renamed = Nombre cambiado
activity-taken-over = Buzón demostrado; quien usaba antes la cuenta queda fuera
activity-recovery-used = Código de recuperación usado
activity-recovery-made = Códigos de recuperación nuevos creados
activity-session-ended = Sesión de otro navegador cerrada
activity-signed-in = Sesión iniciada
activity-signed-out = Sesión cerrada
activity-signed-out-everywhere = Sesión cerrada en todas partes

## Search
search = Buscar
search-label = Buscar clientes y routers
search-hint = Nombre, dirección, correo, teléfono, MAC, n.º de serie
search-start = Encontrar cualquier hogar
search-start-text = Escriba el comienzo de un nombre, una dirección de instalación, un correo, un teléfono o sus últimos dígitos, la MAC o el número de serie de un router.
search-keys = / lleva a la búsqueda, las flechas eligen, Enter abre.
search-none = No se encontró nada para “{ $text }”
search-none-text = Revise la ortografía o escriba menos: el comienzo de un nombre, los últimos dígitos de un teléfono o de una MAC.
search-count = { $n ->
    [one] un resultado
   *[other] { NUMBER($n) } resultados
}
search-count-more = Más de { NUMBER($n) } resultados
search-more = Hay más. Escriba más para ver menos.
search-all = Mostrar todos los resultados
search-also = También en { $isp }
search-in = En { $isp }
search-here = Resultados
search-router-in-stock = Router en stock
search-locked = Sin buscar, porque allí se exige la verificación en dos pasos: { $isps }.
search-left-out = Solo se buscó en { NUMBER($n) } de sus otros ISP.
search-incomplete = Tras una actualización, Portico aún está leyendo los datos por los que se encuentra a los clientes. Puede que algunos aún no aparezcan.
search-serial = N.º de serie
search-too-long = Escriba { NUMBER($most) } caracteres como máximo.
search-no-words = Escriba letras o dígitos para buscar.
## A customer's tabs
tab-timeline = Cronología
tab-user-settings = Ajustes de usuario
tab-users = Usuarios
deactivated = Desactivado
no-router = Sin router
the-router = El router

## A customer's timeline
history-anything = Todo
history-connectivity = Con y sin conexión
history-router = Router
history-issues = Problemas
history-account = Cuenta
history-users = Usuarios móviles
history-visits = Visitas del personal
history-this-home = Este hogar
history-zone = Horas de { $zone }, la zona horaria del cliente.
history-empty-text = En este hogar no ha ocurrido nada de este tipo. Elija otra cosa o muestre todo.
timeline-customer-viewed = { $actor } consultó este hogar.
timeline-customer-updated = { $actor } actualizó los ajustes de { $customer }.
timeline-customer-deactivated = { $actor } desactivó a { $name }.
timeline-customer-restored = { $actor } deshizo la desactivación de { $name }.
timeline-router-replaced = { $actor } dio otro router a { $name }.
timeline-customer-erased = Se borraron los datos de un cliente desactivado: terminó el tiempo durante el que se conservan.

## A customer's User Settings
customer-information = Datos del cliente
customer-plan-and-reports = Plan, hora e informes
plan = Plan
plan-none = Sin plan
plan-speeds = { NUMBER($down) } de bajada, { NUMBER($up) } de subida, Mbit/s
billing-day = Día de facturación
billing-day-hint = El día del mes, del 1 al 28, en que empieza el ciclo de facturación.
timezone = Zona horaria
timezone-hint = Escriba para buscar. Vacío: como el ISP, { $zone }.
customer-reports = Informes para clientes
reports-none-yet = Portico aún no envía informes. Esto se guarda para cuando lo haga.
reports-as-isp-on = Como para todos los clientes (activados)
reports-as-isp-off = Como para todos los clientes (desactivados)
reports-on = Activados
reports-off = Desactivados
as-the-isp = como el ISP
update = Actualizar
said-customer-updated = Se actualizaron los datos de { $value }.
changed-to-meanwhile = Otra persona puso aquí “{ $value }” mientras tanto.
customer-changed-meanwhile = Otra persona cambió este cliente mientras tanto, y aún no se ha guardado nada de lo suyo. Revise los campos marcados y actualice de nuevo.
missing-zone = Elija una zona horaria.
invalid-zone = Esa zona horaria no existe. Elija una de la lista, por ejemplo America/New_York.
invalid-billing-day = Elija un día del 1 al 28: todos los meses los tienen.
invalid-choice = Elija una opción de la lista.
no-such-plan = Ese plan ya no existe. Elija otro.

## Deactivating a customer
deactivate = Desactivar
deactivate-lead = Cuando el cliente se va: su router vuelve al stock y su cuenta se cierra.
deactivate-title = Desactivar cliente
deactivate-text = { $name } desaparece de inmediato de todas las listas de hogares.
deactivate-router = Su router vuelve al stock y se puede habilitar para otra persona, que no ve nada de este cliente.
deactivate-data = Durante un día se puede deshacer: la búsqueda aún lo encuentra, y también la lista «Desactivados en el último día».
deactivate-erased = Después de { NUMBER($days) } días, sus datos se borran definitivamente.
deactivate-why-own = { $email } es su propio correo, así que este es su propio hogar. Pida a otra persona que lo desactive.
deactivate-own-home = Este es su propio hogar: el correo es el de usted. Pida a otra persona que lo desactive.
own-home-decides = Se trata de usted. Si vive ahí, pida a un colega que decida.
own-home-email = Este es su propio correo, así que este es su propio hogar. Pida a otro Administrador o Usuario que lo cambie.
replace = Reemplazo
replace-router = Reemplazar router
replace-hint = Otro router del stock; el hogar conserva su cronología, su historial y sus ajustes.
replace-lead = { $name } tiene ahora
replace-text = Vuelve al stock, y quien lo reciba después no ve nada de este hogar. El hogar conserva su cronología, su historial y sus ajustes.
replace-lead-none = { $name } no tiene router ahora, y conserva su cronología, su historial y sus ajustes.
replace-mac = MAC del router nuevo
replace-mac-hint = Está en la etiqueta. El router debe estar en stock.
not-a-mac = Esta no es la dirección MAC de un router. Tiene seis pares, como 4e:5f:02:00:00:01.
mac-not-here = No hay tal router en su inventario. Compruebe la MAC, o agregue antes el router al inventario.
router-is-there = Este es el router que ya está allí.
said-router-replaced = { $value } tiene otro router. El hogar aparecerá como En línea en cuanto informe.
alone-link = { $n ->
    [one] 1 cliente no tiene router
   *[other] { NUMBER($n) } clientes no tienen router
}
alone-link-many = Más de { NUMBER($n) } clientes no tienen router
customer-is-closed = Este cliente ya está desactivado.
customer-is-not-closed = Este cliente no está desactivado.
restore-too-late = Una desactivación solo se puede deshacer durante un día. Active de nuevo al cliente desde el inventario.
said-customer-deactivated = Se desactivó a { $value }. Su router vuelve a estar en stock.
said-customer-restored = Se reactivó a { $value }, con su router.
said-customer-restored-alone = Se reactivó a { $value }, pero sin router: el suyo lo tiene ya otra persona, o ya no es de ustedes.
lately-title = Desactivados en el último día
lately-lead = Durante un día se puede deshacer una desactivación. El cliente queda como antes, con su router si todavía está en stock.
lately-until = Deshacer hasta
lately-link = { $n ->
    [one] Se desactivó 1 cliente en el último día
   *[other] Se desactivaron { NUMBER($n) } clientes en el último día
}
lately-link-many = Se desactivaron más de { NUMBER($n) } clientes en el último día
lately-empty = No se desactivó a nadie en el último día
lately-empty-text = Quien se desactiva aparece aquí durante un día, mientras se puede deshacer.
closed-by = Cliente desactivado por { $name }
closed-since = Cliente desactivado
closed-erased-on = Lo que se sabe del cliente se borra el { $day }.
closed-router = Su router { $mac } está en stock.
closed-no-router = Su router ya no está en stock.
closed-undo = Se puede deshacer hasta { $until }: el cliente queda entonces como antes, con el router.
closed-undo-alone = Se puede deshacer hasta { $until }, sin el router.
closed-undo-act = Deshacer
closed-why = Este cliente está desactivado, así que no se puede cambiar nada.
closed-empty = Desactivado
closed-empty-text = Este cliente ya no está en ninguna lista de hogares. Lo que pasó antes está en la cronología.

no-router-empty = No hay router en este hogar
no-router-empty-text = Su router lo tiene otra persona, o ya no es de ustedes. Dele otro del stock: conserva su cronología, su historial y sus ajustes.

## An ISP's settings
settings-more = Más ajustes
settings-support = Zona horaria y soporte
settings-logo = Logotipo
settings-plans = Planes
settings-plans-now = { $n ->
    [0] Ninguno aún
    [one] 1 plan
   *[other] { NUMBER($n) } planes
 }
settings-customers = Clientes
settings-reports-on = Informes para clientes activados
settings-reports-off = Informes para clientes desactivados
settings-kept = Datos de clientes desactivados conservados { NUMBER($days) } días, historial de hogares { NUMBER($history) } días
support-lead = Su zona horaria se aplica a todo cliente cuyos ajustes no indiquen otra. Lo demás es para los clientes que necesiten ayuda.
timezone-isp-hint = Escriba para buscar, por ejemplo New_York.
support-email = Correo de soporte
support-phone = Teléfono de soporte
support-web = Página de soporte
support-web-hint = Una dirección que empiece por https://
invalid-web = Escriba una dirección completa que empiece por https://, por ejemplo https://help.example.com.
reports-on-text = Portico aún no envía informes. Esto se guarda para cuando lo haga: entonces los clientes recibirán uno por correo al final de cada ciclo de facturación, salvo que sus propios ajustes digan otra cosa.
reports-off-text = Cuando Portico envíe informes, solo los recibirán los clientes cuyos propios ajustes así lo indiquen.
retention-days = Días que se conservan los datos de clientes desactivados
retention-hint = De { NUMBER($least) } a { NUMBER($most) } días. Después se borran definitivamente, también los de quienes ya están desactivados.
history-days = Días que se conserva el historial de hogares
history-hint = De { NUMBER($least) } a { NUMBER($most) } días. Los gráficos, tiempos sin conexión, reinicios, problemas cerrados y cronologías más antiguos se borran; el registro de auditoría se queda.
invalid-retention = Elija un número de días de { NUMBER($least) } a { NUMBER($most) }.
timeline-isp-support-changed = { $actor } cambió la zona horaria o los contactos de soporte.
timeline-isp-rules-changed = { $actor } cambió lo que se aplica a todos los clientes.
timeline-isp-logo-changed = { $actor } cambió el logotipo.
timeline-isp-logo-removed = { $actor } quitó el logotipo.

## An ISP's logo
logo-lead = Aparece en la barra de sus páginas y encima de las páginas previas al inicio de sesión.
logo-is-set = Se muestra en la barra
logo-none = Ninguno: se muestra la primera letra de su nombre
logo-none-text = Aún no tiene logotipo: en su lugar se muestra la primera letra de su nombre.
logo-now = Su logotipo actual
logo-file = Imagen
logo-other = Otra imagen
logo-hint = PNG, JPEG, WebP o GIF, 1 MB y 3000 píxeles por lado como máximo. Una imagen ancha con fondo transparente se ve mejor.
logo-upload = Subir
logo-remove = Quitar logotipo
missing-logo = Elija una imagen.
logo-too-large = Este archivo supera 1 MB. Elija uno más pequeño.
logo-too-wide = Esta imagen tiene más de { NUMBER($most) } píxeles por lado. Elija una más pequeña.
logo-is-svg = Aquí no se puede usar un SVG, porque puede contener programas. Expórtelo como PNG.
invalid-logo = Este archivo no se puede leer como imagen PNG, JPEG, WebP o GIF.
said-logo-set = Se estableció el logotipo.
said-logo-removed = Se quitó el logotipo.

## An ISP's plans
plans-lead = Las velocidades que usted vende. Cada cliente tiene una de ellas, o ninguna.
plans-empty = Aún no hay planes
plans-empty-text = Agregue las velocidades que vende. El plan de un cliente se elige en Ajustes de usuario.
plan-name = Nombre
plan-down = Bajada
plan-up = Subida
plan-mbit = En Mbit/s
mbit = { NUMBER($n) } Mbit/s
customers = Clientes
plan-add = Agregar plan
plan-edit = Editar
plan-edit-named = Editar { $name }
plan-delete-named = Eliminar { $name }
plan-change = Cambiar plan
plan-change-hint = Cambia para todos los clientes que lo tienen.
plan-remove-title = Eliminar plan
plan-remove-text = ¿Eliminar el plan { $name }? Ningún cliente lo tiene.
plan-changed-meanwhile = Otra persona cambió este plan mientras tanto. Ahora es { $plan }, { NUMBER($down) } Mbit/s de bajada y { NUMBER($up) } de subida, y aún no se guardó nada suyo. Revise los campos y vuelva a guardar.
plan-in-use = { $n ->
    [one] 1 cliente tiene este plan. Primero asígnele otro.
   *[other] { NUMBER($n) } clientes tienen este plan. Primero asígneles otro.
 }
plan-name-taken = Ya hay un plan con este nombre.
too-many-plans = Ya hay { NUMBER($most) } planes. Primero elimine uno.
missing-plan-name = Escriba el nombre del plan.
missing-speed = Escriba una velocidad.
invalid-speed = Escriba la velocidad en Mbit/s, por ejemplo 300 o 0.768.
said-plan-added = Se agregó el plan { $value }.
said-plan-changed = Se cambió el plan { $value }.
said-plan-removed = Se eliminó el plan { $value }.
timeline-plan-added = { $actor } agregó el plan { $plan }.
timeline-plan-changed = { $actor } cambió el plan { $plan }.
timeline-plan-removed = { $actor } eliminó el plan { $plan }.

## Known issues
issue = Problema
issue-offline = Sin conexión demasiado tiempo
issue-in-outage = Sin conexión junto con otros hogares
issue-flapping = Se conecta y se desconecta
issue-restarts = Se reinicia una y otra vez
issue-no-dns = Sin DNS
issue-certificate = Sin certificado válido
issue-high-cpu = CPU alta
issue-low-memory = Poca memoria
issue-wrong-clock = Reloj incorrecto
issue-old-firmware = Firmware antiguo
evidence-offline = { $with ->
    [others] Dejó de informar junto con otros hogares.
   *[none] Ningún informe desde hace más de una hora.
 }
evidence-flapping = Se quedó sin conexión { NUMBER($times) } veces.
evidence-restarts = { NUMBER($times) } arranques no solicitados en un día{ $crashes ->
    [0] .
    [one] , uno de ellos tras un fallo{ $reason ->
        [exception] : un error en su agente.
        [killed] : se forzó el cierre de su agente.
        [wd-timeout] : su watchdog lo encontró bloqueado.
        [start-fail] : su agente no pudo arrancar.
        [reboot-fail] : un reinicio había fallado.
        [fw-process-fail] : una actualización de firmware había fallado.
        [test-crash] : alguien lo provocó como prueba.
       *[other] .
     }
   *[other] , { NUMBER($crashes) } de ellos tras un fallo{ $reason ->
        [exception] : en el último, un error en su agente.
        [killed] : en el último, se forzó el cierre de su agente.
        [wd-timeout] : en el último, su watchdog lo encontró bloqueado.
        [start-fail] : en el último, su agente no pudo arrancar.
        [reboot-fail] : en el último, un reinicio había fallado.
        [fw-process-fail] : en el último, una actualización de firmware había fallado.
        [test-crash] : en el último, alguien lo provocó como prueba.
       *[other] .
     }
 }
evidence-no-dns = El router dijo una y otra vez que no puede resolver nombres.
evidence-certificate = El router llegó sin un certificado válido para él y se le rechazó.
evidence-high-cpu = Procesador al { NUMBER($mean) } % de promedio en cinco minutos, { NUMBER($peak) } % de máximo.
evidence-low-memory = { NUMBER($mean) } % de memoria libre de promedio en cinco minutos, { NUMBER($least) } % como mínimo.
evidence-wrong-clock = El router tuvo que poner su reloj según el nuestro, y aún lo indica.
evidence-old-firmware = { $model } usa { $firmware }. La mayoría de los hogares con este modelo usan { $usual } desde hace una semana o más.
remedy-offline = Pregunte si el router tiene corriente y si su luz de línea está encendida. Si es así, revise la línea.
remedy-outage = Este hogar es parte de un corte: ha fallado algo que comparte con otros. Mire primero aguas arriba, no en el hogar.
remedy-flapping = Pida que se revisen los cables del router y después los contadores de errores de la línea. Si ambos están bien, cambie la fuente de alimentación.
remedy-restarts = Revise la fuente de alimentación y si el router se calienta demasiado. Si falla, actualice el firmware; si no, cambie el router.
remedy-no-dns = Revise los servidores DNS que entrega la línea. Cuando respondan, reinicie el router: hasta entonces lo sigue indicando.
remedy-certificate = Si el router se restableció o se cambió, permítale obtener un certificado nuevo desde la página del cliente.
remedy-high-cpu = Reinicie el router. Si vuelve a estar ocupado, busque un dispositivo que cargue la línea y después actualice el firmware.
remedy-low-memory = Reinicie el router cuando le venga bien al cliente. Si vuelve a faltarle memoria, actualice el firmware o cambie el router.
remedy-wrong-clock = Reinicie el router para que tome la hora de nuevo. Si el reloj vuelve a estar mal, sus servidores de hora no están a su alcance.
remedy-old-firmware = Planifique una actualización a la versión que usa la mayoría de los hogares.
issue-remedy = Qué hacer
issue-evidence = Qué se midió
issue-severity = Gravedad
issue-handled = Seguimiento
issue-note = Nota
severity-down = Sin servicio
severity-degraded = Servicio afectado
severity-notice = Aún no se nota
issue-new = Nuevo
issue-acknowledged = Reconocido
issue-snoozed = Pospuesto
issue-closed = Cerrado
issue-until = hasta el
issue-closed-over = Terminado
issue-closed-resolved = Resuelto
issue-closed-left = El router dejó el hogar
issue-by-itself = Se cierra por sí solo cuando termina.
issue-returns = Si lo resuelve y no ha terminado, se vuelve a detectar después de { $minutes ->
    [10] diez minutos.
    [15] un cuarto de hora.
    [60] una hora.
    [1440] un día.
   *[other] una semana.
 }
issues-waiting = En espera
issues-usual = Todos los que esperan
issues-new = Nuevos hoy
issues-open = En espera
issues-oldest = Más antiguo
issues-none = No hay problemas conocidos
issues-none-text = Cuando el portal detecta que algo va mal en un hogar, aparece aquí con lo que se midió y lo que hay que hacer.
issues-none-such = Ningún problema coincide
issues-none-such-text = Elija otra cosa o muestre todos los que esperan.
issues-over-text = Los problemas que estaban en esta página terminaron, se pospusieron o están en otra parte de la lista.
issues-beside = { $homes ->
    [one] 1 hogar está
   *[other] { NUMBER($homes) } hogares están
 } en { $outages ->
    [one] el corte
   *[other] los cortes
 } de arriba.
issues-beside-none = Aparte de eso no espera nada.
issues-beside-none-such = Ningún otro problema coincide.
any-kind = Cualquier problema
issues-any-time = Cualquier momento
issues-within-day = En el último día
sort-kind = Por problema
acknowledge = Reconocer
acknowledge-text = Los colegas ven que usted se ocupa. Sigue en la lista hasta que termine.
snooze = Posponer
snooze-text = Sale de la lista hasta entonces, salvo que termine antes.
snooze-how-long = Durante cuánto tiempo
snooze-for = { $hours ->
    [1] 1 hora
    [8] 8 horas
    [24] 1 día
    [72] 3 días
   *[other] 1 semana
 }
resolve = Resolver
resolve-hint = Qué se hizo. Queda con el problema y en la cronología del cliente.
note-hint = Para sus colegas. Queda con el problema y en la cronología del cliente.
missing-note = Diga en pocas palabras qué se hizo.
invalid-snooze = Elija uno de los plazos.
issue-acknowledged-already = Un colega ya lo ha reconocido.
issue-closed-already = Ya está cerrado.
said-issue-acknowledged = Reconocido. { $value }.
said-issue-snoozed = Pospuesto. { $value }.
said-issue-resolved = Resuelto. { $value }.
outage = Corte
outages = Cortes
outage-of-network = { NUMBER($homes) } hogares con direcciones { $prefix }* dejaron de informar a la vez
outage-of-minute = { NUMBER($homes) } hogares dejaron de informar en el mismo minuto
outage-offline = { NUMBER($homes) } aún sin conexión
outage-over = Terminado
outage-began = Comenzó
outage-ended = Terminó
outage-prefix = Direcciones
outage-homes = Hogares
outage-still = Aún sin conexión
outage-back = Vuelta confirmada
outage-show = Mostrar todos sus hogares
outage-see = Mostrar el corte
outage-text = Mire primero aguas arriba: ha fallado lo que estos hogares comparten. Sus propios problemas quedan agrupados aquí hasta que siga sin conexión como mucho una quinta parte.
outage-empty = No hay hogares en esta página
outage-empty-text = Los hogares afectados por un corte se conservan mientras se conserven sus clientes.
offline-since = Sin conexión desde
timeline-issue-opened = { $home }: el portal detectó un problema: { $issue }.
timeline-issue-over = { $home }: terminó un problema: { $issue }.
timeline-issue-acknowledged = { $actor } reconoció un problema: { $issue }.
timeline-issue-snoozed = { $actor } pospuso un problema: { $issue }.
timeline-issue-resolved = { $actor } resolvió un problema: { $issue }.
timeline-outage-began = { $prefix ->
    [none] { NUMBER($homes) } hogares dejaron de informar en el mismo minuto.
   *[other] { NUMBER($homes) } hogares con direcciones { $prefix }* dejaron de informar a la vez.
 }
timeline-outage-over = Terminó un corte de { NUMBER($homes) } hogares.

## Days and months, short
monday = lun
tuesday = mar
wednesday = mié
thursday = jue
friday = vie
saturday = sáb
sunday = dom
january = ene
february = feb
march = mar
april = abr
may = may
june = jun
july = jul
august = ago
september = sep
october = oct
november = nov
december = dic

## The app
app-home = Hogar
app-problem-home = Volver a sus hogares
app-homes = Sus hogares
app-description = Su red doméstica: si está en línea, y ayuda cuando no lo está.
app-as-it-was = No se puede acceder al servicio. Así estaba:
app-offline = No se puede acceder a esta página
app-offline-text = Su teléfono no tiene red ahora mismo o el servicio no responde. Compruebe la wifi o cambie a datos móviles.
app-offline-again = Intentar de nuevo
app-other-homes = Sus otros hogares
app-this-home = este hogar
app-no-home = Todavía no hay ningún hogar
app-no-home-text = Ha iniciado sesión, pero no tiene acceso a ningún hogar. Configure su router, o pida a su proveedor que invite a esta dirección.
app-invited = { $isp } le invita a un hogar
app-invited-until = Vence
app-state = Si su hogar está en línea
app-since = desde
app-offline-advice = Compruebe que el router tiene corriente y que su luz de línea está encendida. Si sigue fuera de línea, pida ayuda.
app-no-router-advice = Este hogar no tiene router. Su proveedor puede decirle más.
app-help = Ayuda de { $isp }
app-people = Quién tiene acceso
app-people-ask = Para quitar a alguien, hable con { $isp }.
leave-home = Abandonar este hogar
leave-home-text = Pierde el acceso a este hogar de inmediato. Para recuperarlo, alguien tiene que invitarle.
leave-home-only = Es su único hogar aquí, así que se cierra su sesión en la aplicación.
app-log = Lo que hizo { $isp } aquí
app-log-empty = Nadie miró su hogar ni cambió nada.
app-log-title = Lo que hizo el personal

## Registrarse en la aplicación
sign-up = Registrarse
sign-up-lead = Escriba su correo electrónico. Le enviaremos un enlace para crear su cuenta.
sign-up-sent = Un correo a { $email } va en camino.
sign-up-sent-more = Su enlace vale un día. ¿No llega nada? Mire en la carpeta de correo no deseado, o inténtelo de nuevo.
sign-up-have = Ya tengo una cuenta
sign-up-known = Este correo electrónico ya tiene una cuenta. Inicie sesión o elija “¿Olvidó su contraseña?”.
link-sign-up-title = Confirme su correo electrónico
gone-sign-up = Este enlace ha vencido o ya se usó. Si su cuenta existe, inicie sesión; si no, regístrese de nuevo.
create-account = Crear cuenta
create-account-lead = Para { $email }.
create-account-name-hint = Como lo ven los demás de su hogar.
mail-sign-up-subject = Cree su cuenta
mail-sign-up-text = Alguien, esperamos que usted, quiere una cuenta en la aplicación con esta dirección. Este enlace la crea y vale un día:
mail-sign-up-act = Crear cuenta
mail-sign-up-why = Si no fue usted, ignore este correo. No pasa nada.
mail-sign-up-known-subject = Usted ya tiene una cuenta
mail-sign-up-known-text = Alguien, esperamos que usted, quería una cuenta en la aplicación con esta dirección, que ya tiene una. Inicie sesión; si no sabe la contraseña, elija allí “¿Olvidó su contraseña?”:
mail-sign-up-known-act = Iniciar sesión
timeline-person-signed-up = { $actor } se registró.
activity-signed-up = Registro

## Configurar un nuevo router
set-up-router = Configurar un nuevo router
set-up-qr = ¿Tiene un código QR?
set-up-qr-text = Puede que su proveedor lo haya puesto en el router o en su caja.
set-up-ready = Antes de seguir
set-up-ready-power = El router está enchufado y su luz está encendida.
set-up-ready-line = Su cable a la pared está en su sitio.
set-up-ready-label = Sabe el nombre y la contraseña de su Wi-Fi: están en la etiqueta.
next = Siguiente
back = Atrás
set-up-wifi = Conéctese al router
set-up-wifi-text = En este teléfono, abra los ajustes de Wi-Fi y elija la Wi-Fi del router. Vuelva aquí cuando esté conectado.
set-up-found = Su router
already-connected = Ya estoy conectado
presence-nobody = No vemos ningún router donde usted está.
presence-try-mobile = Desactive los datos móviles y mire si el teléfono está en la Wi-Fi del router.
presence-try-vpn = Desactive la VPN, si usa una.
presence-try-wait = Si acaba de enchufar el router, espere cinco minutos.
presence-try-ask = ¿Sigue sin aparecer? Pida a su proveedor que le invite.
presence-several = Hay más de un router donde usted está. Su Wi-Fi dice cuál es el suyo.
presence-network-wrong = Ningún router de aquí, o más de uno, tiene una Wi-Fi con este nombre. Escríbalo como lo muestra su teléfono, o pida a su proveedor que le invite.
presence-unproven = Su dirección nunca se confirmó. Cierre la sesión, elija “¿Olvidó su contraseña?” y use el enlace que se envía a { $email }; después vuelva.
network-name = Nombre de la Wi-Fi
network-name-hint = Como lo muestra su teléfono, con sus mayúsculas.
claim-title = Este router es suyo
claim-text = { $isp } tiene su correo electrónico como el de este hogar. Reclámelo y será su usuario principal: usted decide quién más tiene acceso.
claim = Reclamar este hogar
claim-claimed = Alguien reclamó este hogar hace un momento. Pídale acceso.
claim-not-yours = { $isp } no tiene su correo electrónico para este hogar, así que no se puede reclamar desde aquí. Solicite acceso.
claimed-title = Este router ya ha sido reclamado
claimed-text = No pasa nada. Pida acceso al usuario principal de este hogar: recibe un correo y lo ve en la aplicación.
unclaimed-title = Nadie usa aún este hogar en la aplicación
unclaimed-text = Desde aquí no se puede reclamar con su correo electrónico. Solicite acceso y { $isp } decidirá.
request-access = Solicitar acceso
request-user-already = Usted ya tiene acceso a este hogar.
request-waits-already = Ya lo solicitó. Se le avisará por correo cuando se decida; si nadie decide en dos días, vuelva a solicitarlo.
request-declined-lately = Su última solicitud fue rechazada. Puede solicitarlo de nuevo un día después.
request-declined-for-good = Sus solicitudes fueron rechazadas varias veces. Pida a { $isp } que le invite.
request-is-the-primary-users = Este hogar tiene un usuario principal, que es quien decide.
gone-access-request = Esta solicitud ya se decidió, se retiró o ha vencido.
said-home-claimed = Este hogar es suyo. Usted es su usuario principal.
said-access-requested = Solicitó acceso a un hogar de { $value }. Se le avisará por correo cuando se decida.
said-access-approved = { $value } ya tiene acceso.
said-access-declined = La solicitud de { $value } fue rechazada.
said-access-withdrawn = Retiró su solicitud.
said-access-request-settled = Esa solicitud ya se decidió, se retiró o ha vencido.
access-requests = Solicitudes de acceso
access-request = Solicitud de acceso
access-request-text = Alguien en la dirección de internet de su hogar pide usar este hogar con la aplicación.
access-request-staff-text = Alguien que está en la Wi-Fi de este hogar pide usarlo con la aplicación. Quien se apruebe primero es su usuario principal.
access-request-device = Dispositivo
access-request-when = Solicitado
access-request-until = Vence
access-request-hint = Apruebe solo a quien conozca. Quien tiene acceso ve este hogar; su proveedor puede quitárselo de nuevo.
access-request-decide = Decidir
access-request-primary-decides = Decide el usuario principal
approve = Aprobar
decline = Rechazar
request-at = Un hogar de { $isp }
request-asked = Solicitado
request-waiting = En espera
request-waiting-text = Se le avisará por correo cuando se decida. Si nadie decide en dos días, caduca y puede volver a solicitarlo.
request-declined = Rechazada
request-declined-text = Puede solicitarlo de nuevo un día después; tras la tercera vez, pida a { $isp } que le invite.
request-expired = Vencida
request-withdrawn = Retirada
request-again-text = Puede solicitarlo de nuevo cuando esté en el hogar.
request-withdraw = Retirar
timeline-mobile-user-claimed = { $actor } reclamó { $home }.
timeline-mobile-user-access-requested = { $email } solicitó acceso a { $home }.
timeline-mobile-user-access-withdrawn = { $email } retiró su solicitud de acceso a { $home }.
timeline-mobile-user-access-approved = { $actor } dio a { $email } acceso a { $home }.
timeline-mobile-user-access-declined = { $actor } rechazó la solicitud de acceso de { $email } a { $home }.
notice-request-subject = { $email } pide acceso a un hogar en { $isp }
notice-request-text = { $email } pide usar el hogar { $address } de { $isp } con la aplicación. Lo pidió desde la dirección de internet de ese hogar.
notice-request-next = Abra la página para aprobar o rechazar; antes inicia sesión. La solicitud vence en dos días. Si no le conoce, rechácela.
notice-request-approved-subject = Tiene acceso a un hogar en { $isp }
notice-request-approved-text = Su solicitud fue aprobada: ya puede usar el hogar de { $isp } con la aplicación.
notice-request-approved-next = Si no fue usted quien lo pidió, abra la aplicación y abandone el hogar.
notice-request-declined-subject = Su solicitud en { $isp } fue rechazada
notice-request-declined-text = Su solicitud de acceso a un hogar de { $isp } fue rechazada.
notice-request-declined-next = Si es un error, hable con quien administra ese hogar, o pida a { $isp } que le invite.
notice-user-added-subject = { $name } tiene acceso a su hogar en { $isp }
notice-user-added-text = { $actor } aprobó la solicitud de { $who }: ya puede usar su hogar de { $isp } con la aplicación.
notice-user-added-next = Si no le conoce, pida a { $isp } que le quite el acceso.

## Etiquetas
labels = Imprimir etiquetas
labels-lead = Elija los routers. Quien escanee una etiqueta es el usuario principal del hogar donde está su router, si aún no lo es nadie. Imprimir una etiqueta anula la anterior.
labels-print = Imprimir las etiquetas
labels-once = Estos códigos se muestran solo esta vez. Si se imprimen de nuevo, se crean otros y estos quedan anulados.
labels-how-many = Elija al menos un router y { NUMBER($most) } como máximo.
print = Imprimir
label-text = Escanee para configurar su hogar.
label-qr = Código QR de { $mac }
timeline-inventory-labels-printed = { $actor } imprimió { $count ->
    [one] la etiqueta de { $first }
   *[other] { NUMBER($count) } etiquetas, la primera de { $first }
}.
gone-label = Este código no sirve. Si se imprimió otra etiqueta para el router, use esa; si no, vuelva atrás y elija No, o pregunte a su proveedor.
label-at-no-home = Este router aún no está en ningún hogar. Pida a su proveedor que lo active.
set-up-code = Escanee el código QR
set-up-code-text = Apunte con la cámara del teléfono al código del router o de su caja: el teléfono lo abre aquí. O envíe una foto.
code-camera = Escanear con la cámara
code-camera-sees = Lo que ve la cámara
code-camera-hold = Ponga el código delante de la cámara.
code-camera-blocked = Aquí no se puede usar la cámara. Permítala en el navegador o envíe una foto.
code-photo = Foto del código
code-photo-hint = Tan cerca que el código ocupe la mitad de la imagen.
code-send = Leer el código
code-typed = Código
code-typed-hint = Las letras pequeñas junto al cuadrado, desde k1_.
code-sign-in = Primero inicie sesión o regístrese. Después escanee el código de nuevo.
missing-photo = Haga o elija una foto del código.
invalid-photo = No es una foto que se pueda leer aquí. Use un JPEG, PNG o WebP.
photo-too-large = Esta foto es demasiado grande. Use una de 12 MB como máximo.
photo-without-code = En esta foto no hay ningún código que se pueda leer. Sujete el teléfono quieto y más cerca.
photo-of-another-code = Este código no es el de un router. Busque la etiqueta con el nombre de su proveedor.
claim-label-text = { $isp } envió esta etiqueta con el router. Reclame el hogar y será su usuario principal: usted decide quién más tiene acceso.
claimed-label-text = No pasa nada. Conéctese a su Wi-Fi y pida desde allí acceso al usuario principal.

## Términos y condiciones
agreements = Términos y condiciones
subscriber-terms = Condiciones del abonado
privacy = Privacidad
terms-of-use = Condiciones de uso
agreement-nth = página { $nth } de { $of }
agreement-accept = Aceptar y continuar
agreement-accepted = Aceptado
agreement-otherwise = Si no acepta, cierre sesión: sin ello la aplicación no muestra ningún hogar. ¿Preguntas? Hable con su proveedor.
agreement-changed = Esta página cambió hace un momento. Léala tal como está ahora.
problem-unaccepted-title = Términos y condiciones
problem-unaccepted = Primero acepte los términos y condiciones.
agreements-lead = Lo que los usuarios móviles aceptan antes de usar un hogar: tres páginas. A quien aceptó se le pregunta de nuevo cuando usted publica otro texto; se guarda qué versión se aceptó y cuándo.
agreements-own = Sus propios textos
agreements-porticos = Los textos de Portico
agreement-text = Su propio texto
agreement-hint = Vacío: se muestra el texto de Portico, en el idioma del lector. Markdown: títulos, listas, énfasis y enlaces.
agreement-hint-own = La versión { $version } se muestra a todos. Vacíelo para volver al texto de Portico. Markdown: títulos, listas, énfasis y enlaces.
agreement-porticos = El texto de Portico
agreement-publish = Publicar
agreement-too-long = Este texto es demasiado largo. Use 60 000 caracteres como máximo.
agreement-published-meanwhile = Un compañero publicó otro texto mientras tanto. Mírelo y publique de nuevo si el suyo debe sustituirlo.
said-agreement-published = Publicado. Los usuarios móviles lo aceptan la próxima vez que entren.
timeline-isp-agreement-published = { $actor } publicó términos y condiciones.
timeline-agreement-accepted = { $actor } aceptó los términos y condiciones.
app-account-more = Otro correo, las claves de acceso y los dos factores están en el Portal de atención, donde inicia sesión una vez más:
notice-request-staff-next = Nadie usa aún ese hogar con la aplicación, así que decide usted. Abra la página para aprobar o rechazar; la solicitud vence en dos días.
notice-why-support = Recibe este correo porque esta es la dirección de soporte de { $isp }. No contiene ningún secreto, y no ocurre nada al abrirlo.
notice-claimed-subject = Alguien usa su hogar en { $isp } con la aplicación
notice-claimed-text = { $email } es desde ahora el usuario principal de su hogar en { $isp }: ve su red con la aplicación y decide quién más lo hace.
notice-claimed-next = Si no le conoce, avise a { $isp }, que puede quitarle el acceso.
said-access-request-primary = Este hogar tiene un usuario principal, que es quien decide.
said-agreement-same = Nada que publicar: este texto ya está ahí.
agreement-published-now = Esto es lo que está ahora. Publique de nuevo y el suyo ocupará su lugar:

## Avisos
notices = Avisos
notices-text = Lo que pasa en su hogar, en este teléfono mientras la aplicación está cerrada. Abra la aplicación una vez al mes, o se cerrará su sesión.
notices-here = Este teléfono recibe avisos.
notices-blocked = Los avisos de esta aplicación están bloqueados en este teléfono. Permítalos en los ajustes y vuelva.
notices-install = Primero ponga esta aplicación en la pantalla de inicio: Compartir, luego Añadir a pantalla de inicio. Después ábrala desde allí.
notices-failed = No funcionó. Compruebe que este teléfono tiene conexión e inténtelo de nuevo.
notices-unable = Este navegador no muestra avisos.
notices-turn-on = Activar en este teléfono
notices-turn-off = Desactivar en este teléfono
notices-kinds = Cuáles, en todos sus teléfonos
notices-save = Guardar
push-kind-request = Alguien pide acceso
push-kind-answer = Respuestas a lo que pedí
push-kind-access = Quién tiene acceso
push-kind-connection = Hogar sin conexión, y de nuevo en línea
push-hello = Este teléfono ya recibe avisos.
push-request = { $email } pide acceso a su hogar.
push-approved = Su solicitud fue aprobada: tiene acceso.
push-declined = Su solicitud de acceso fue rechazada.
push-joined = { $email } ya tiene acceso a su hogar.
push-primary = Usted es ahora el usuario principal de un hogar.
push-removed = Ya no tiene acceso a un hogar.
push-offline = Su hogar está sin conexión.
push-online = Su hogar está de nuevo en línea.
push-service-unknown = El servicio de avisos de este navegador no se usa aquí, así que este teléfono no recibe avisos.
push-keys-unusable = Las claves del navegador no sirven. Desactive los avisos y actívelos de nuevo.
said-notices-on = Este teléfono ya recibe avisos.
said-notices-off = Este teléfono ya no recibe avisos.
said-notices-chosen = Guardado.
timeline-notices-on = { $actor } activó los avisos en un teléfono.
timeline-notices-chosen = { $actor } eligió qué avisos recibir.
timeline-notices-off = { $actor } desactivó los avisos en un teléfono.
activity-notices-on = Avisos activados
activity-notices-chosen = Avisos elegidos
activity-notices-off = Avisos desactivados
