token-expired_removed =
    .label = Jetons d’authentification expirés supprimés
    .text = a supprimé des jetons d’authentification expirés
    .attempt = de supprimer des jetons d’authentification expirés
