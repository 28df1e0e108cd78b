# What went wrong, for people. The command line and programs get the same in English from the code.

error-not-signed-in = session non ouverte
error-not-allowed = Accès réservé à la personne qui exploite le serveur.
error-not-super-user = Accès réservé aux super utilisateurs.
error-nothing-here = Il n’y a rien ici, ou rien que vous puissiez voir.
error-wrong-method = Cette adresse n’accepte pas ce type de requête.
error-wrong-host = Ce serveur ne répond pas au nom contenu dans cette adresse. Utilisez son adresse IP ou définissez public_url.
error-cross-site = Cette requête provenait d’un autre site web et n’a pas été exécutée.
error-busy = Le journal est très sollicité pour le moment. Réessayez dans quelques secondes.
error-too-much-work = Il faudrait lire une trop grande partie du journal à la fois. Choisissez une période plus courte ou moins d’entrées.
error-too-many-exports = Plusieurs exports sont déjà en cours. Attendez que l’un d’eux soit terminé, puis réessayez.
error-too-many-own-exports = Vous faites déjà autant d’exports qu’une personne peut en faire à la fois. Attendez que l’un d’eux soit terminé, puis réessayez.
error-internal = Une erreur s’est produite sur le serveur. Son fichier journal en donne la cause.

# What is wrong with a query. Names of fields and examples are those of the query language in every language.
# $most is a number, $known a list of words of the query language, $field and $text are what was typed.
query-error-too-long = Une recherche compte au plus { $most } caractères.
query-error-too-many-terms = Une recherche compte au plus { $most } termes.
query-error-too-many-values = Un terme compte au plus { $most } valeurs.
query-error-lonely-minus = Un terme doit suivre directement le signe moins, par exemple -severity:info.
query-error-empty-quotes = Il n’y a rien entre les guillemets.
query-error-open-quote = Un guillemet s’ouvre ici et n’est jamais refermé.
query-error-unknown-field = Le champ « { $field } » n’existe pas. Les champs possibles sont { $known }.
query-error-no-value = Une valeur doit suivre directement « { $field }: ».
query-error-no-address = « { $text } » n’est pas une adresse. Écrivez 203.0.113.7 ou une plage comme 203.0.113.0/24.
query-error-none-of = « { $field }: » accepte l’une de ces valeurs : { $known }.
query-error-no-site = « site: » attend le numéro d’un site web, par exemple site:3.
query-error-no-time = « { $text } » n’est pas une date. Écrivez 2026-11-01, 2026-11-01T14:30, today, yesterday, this-month, last-month, this-year, 7d, 24h ou 30m.
error-gone = Ce lien a pris fin. La personne qui l’a créé peut en créer un nouveau.
