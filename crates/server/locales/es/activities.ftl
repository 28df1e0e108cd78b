### Activities of the catalogue: one message per activity id, dots written as dashes.
### Placeables and rules: see the English file.

# Ends the sentences of activities that belong to one website.
on-site = { $has_site ->
    [yes] {" "}en { $site }
   *[no] {""}
}

# The same for rights, which may be about many websites.
to-websites = { $has_site ->
    [yes] {" "}en { $site }
   *[no] {" "}en los sitios web { $websites }
}

## Groups of activities

category-abtest = Pruebas A/B
category-annotation = Anotaciones
category-auditlog = Registro de actividad
category-authentication = Autenticación
category-console = Comandos de la consola
category-custom_alert = Alertas personalizadas
category-custom_dimension = Dimensiones personalizadas
category-custom_report = Informes personalizados
category-dashboard = Tableros
category-form = Formularios
category-funnel = Embudos
category-gaimport = Importación de Google Analytics
category-goal = Objetivos
category-heatmap = Mapas de calor
category-ldap = LDAP
category-maintenance = Mantenimiento
category-matomo = Otras
category-oauth2 = OAuth
category-personal_data = Datos personales y exportaciones
category-plugin = Complementos
category-privacy = Privacidad
category-report = Informes programados
category-segment = Segmentos
category-session_recording = Grabaciones de sesiones
category-settings = Configuración del sistema
category-tag_manager = Administrador de etiquetas
category-token = Tokens de API
category-update = Actualizaciones
category-user = Usuarios
category-website = Sitios web
