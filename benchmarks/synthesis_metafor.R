# One rma() call for each data set of standard input; see synthesis.py.
suppressPackageStartupMessages({ library(metafor); library(jsonlite) })
given <- fromJSON(file("stdin"))
fit <- function(i) {
  found <- tryCatch(rma(given$yi[i, ], given$vi[i, ], method = "REML"), error = function(e) NULL)
  if (is.null(found)) NA else found$tau2
}
start <- sum(proc.time()[c("user.self", "sys.self")])
tau2 <- sapply(seq_len(nrow(given$yi)), fit)
seconds <- sum(proc.time()[c("user.self", "sys.self")]) - start
version <- paste("metafor", packageVersion("metafor"))
cat(toJSON(list(seconds = seconds, tau2 = tau2, method = "REML", version = version), auto_unbox = TRUE, digits = I(15), na = "null"))
