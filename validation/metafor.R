# Reference numbers from metafor and survival, for tests/reference/metafor_more.json.
# Run from the project's root: Rscript validation/metafor.R
suppressPackageStartupMessages({ library(metafor); library(survival); library(jsonlite) })

tight <- list(threshold = 1e-14, tol = 1e-14, maxiter = 10000)
root <- list(tol = 1e-14)
exact <- function(x) toJSON(x, digits = I(17), auto_unbox = TRUE, null = "null", na = "null", pretty = 1)

bcg <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)

# Q-profile intervals: metafor's own tolerance is about 1e-5, here the root is found to 1e-14
profile <- lapply(c("DL", "PM", "REML", "ML"), function(m) {
  found <- confint(rma(yi, vi, data = bcg, method = m, control = tight), control = root)$random
  list(method = m, tau2 = unname(found["tau^2", 2:3]), i2 = unname(found["I^2(%)", 2:3]))
})

# every method with the ad hoc correction, at a level of 90 % too
adhoc <- lapply(c(DL = "DL", PM = "PM", REML = "REML", ML = "ML"), function(m) {
  fit <- rma(yi, vi, data = bcg, method = m, test = "adhoc", level = 90, control = tight)
  new <- predict(fit)
  list(estimate = c(fit$beta), se = fit$se, ci_low = fit$ci.lb, ci_high = fit$ci.ub, p = fit$pval, tau2 = fit$tau2,
       i2_percent = fit$I2, h2 = fit$H2, prediction_low = new$pi.lb, prediction_high = new$pi.ub)
})

without <- lapply(seq_len(nrow(bcg)), function(i) {
  fit <- rma(yi, vi, data = bcg[-i, ], method = "REML", control = tight)
  list(estimate = c(fit$beta), se = fit$se, tau2 = fit$tau2, i2 = fit$I2, q = fit$QE)
})

adding <- lapply(2:nrow(bcg), function(i) {
  fit <- rma(yi, vi, data = bcg[seq_len(i), ], method = "REML", control = tight)
  list(estimate = c(fit$beta), se = fit$se, tau2 = fit$tau2)
})

reml <- rma(yi, vi, data = bcg, method = "REML", control = tight)
egger <- regtest(reml, model = "lm")

subgroups <- lapply(split(bcg, bcg$alloc), function(part) {
  fit <- rma(yi, vi, data = part, method = "REML", control = tight)
  list(estimate = c(fit$beta), se = fit$se, tau2 = fit$tau2)
})
parts <- data.frame(y = sapply(subgroups, `[[`, "estimate"), se = sapply(subgroups, `[[`, "se"))
between <- rma(y, sei = se, data = parts, method = "FE")

two <- rma(yi, vi, mods = ~ ablat + year, data = bcg, method = "REML", control = tight)
regressions <- lapply(c(EE = "EE", DL = "DL", PM = "PM", ML = "ML"), function(m) {
  lapply(c(z = "z", knha = "knha"), function(t) {
    fit <- rma(yi, vi, mods = ~ ablat + year, data = bcg, method = m, test = t, control = tight)
    list(estimate = c(fit$beta), se = fit$se, ci_low = fit$ci.lb, p = fit$pval, tau2 = fit$tau2,
         q_moderators = fit$QM, p_moderators = fit$QMp, q_residual = fit$QE, p_q_residual = fit$QEp)
  })
})

# networks: rma.mv with the covariance that shared arms bring; netmeta's REML drops it for contrast input
contrast_network <- function(file, reference) {
  rows <- read.csv(file)
  first <- unlist(lapply(split(rows, factor(rows$study, unique(rows$study))), function(trial) {
    arms <- sort(unique(c(trial$treatment, trial$comparator))); arms[1]
  }))
  trials <- lapply(unique(rows$study), function(name) {
    trial <- rows[rows$study == name, ]; base <- first[[name]]
    arms <- setdiff(sort(unique(c(trial$treatment, trial$comparator))), base)
    pick <- function(a, b) {
      here <- trial[trial$treatment == a & trial$comparator == b, ]
      if (nrow(here)) return(c(here$yi, here$sei^2))
      here <- trial[trial$treatment == b & trial$comparator == a, ]; c(-here$yi, here$sei^2)
    }
    effects <- t(sapply(arms, pick, b = base))
    cov <- diag(effects[, 2], length(arms))
    if (length(arms) > 1) for (i in 1:(length(arms) - 1)) for (j in (i + 1):length(arms))
      cov[i, j] <- cov[j, i] <- (effects[i, 2] + effects[j, 2] - pick(arms[i], arms[j])[2]) / 2
    list(y = effects[, 1], v = cov, arm = arms, base = rep(base, length(arms)), study = rep(name, length(arms)))
  })
  network(trials, reference)
}

arm_network <- function(file, reference) {
  rows <- read.csv(file)
  trials <- lapply(unique(rows$study), function(name) {
    trial <- rows[rows$study == name, ]; trial <- trial[order(trial$treatment), ]
    add <- 0.5 * any(trial$events == 0 | trial$events == trial$n)
    x <- trial$events + add; n <- trial$n + 2 * add
    logit <- log(x / (n - x)); v <- 1 / x + 1 / (n - x); k <- nrow(trial)
    list(y = logit[-1] - logit[1], v = diag(v[-1], k - 1) + v[1], arm = trial$treatment[-1],
         base = rep(trial$treatment[1], k - 1), study = rep(name, k - 1))
  })
  network(trials, reference)
}

# Paule and Mandel's tau²: where the generalised Q of rma.mv's fit at a fixed tau² equals its degrees of freedom
paule_mandel <- function(fit_at, df) {
  q <- function(tau2) { fit <- fit_at(tau2); r <- c(resid(fit)); sum(r * solve(fit$M, r)) }
  uniroot(function(tau2) q(tau2) - df, c(0, 10), tol = 1e-14)$root
}

network <- function(trials, reference) {
  y <- unlist(lapply(trials, `[[`, "y")); arm <- unlist(lapply(trials, `[[`, "arm"))
  base <- unlist(lapply(trials, `[[`, "base")); study <- unlist(lapply(trials, `[[`, "study"))
  v <- metafor::bldiag(lapply(trials, `[[`, "v"))
  others <- setdiff(sort(unique(c(arm, base))), reference)
  x <- sapply(others, function(t) (arm == t) - (base == t))
  fit_at <- function(tau2) rma.mv(y, v, mods = x, intercept = FALSE, random = ~ arm | study, rho = 0.5, tau2 = tau2,
                                  struct = "CS", data = data.frame(y, arm = factor(arm), study), sparse = FALSE)
  estimate <- function(fit) list(tau2 = fit$tau2, treatments = others, estimate = c(fit$beta), se = fit$se)
  likeliest <- lapply(c(REML = "REML", ML = "ML"), function(m) {
    fit <- rma.mv(y, v, mods = x, intercept = FALSE, random = ~ arm | study, rho = 0.5, struct = "CS",
                  data = data.frame(y, arm = factor(arm), study), method = m, sparse = FALSE,
                  control = list(optimizer = "optim", optmethod = "BFGS", reltol = 1e-16, maxit = 10000))
    c(estimate(fit), log_likelihood = c(logLik(fit)))
  })
  c(likeliest, list(PM = estimate(fit_at(paule_mandel(fit_at, length(y) - length(others))))))
}

pritz <- escalc(measure = "PFT", xi = xi, ni = ni, data = dat.pritz1997)
double <- rma(yi, vi, data = pritz, control = tight)
back <- predict(double, transf = transf.ipft.hm, targs = list(ni = dat.pritz1997$ni))

gbsg_fit <- survfit(Surv(rfstime, status) ~ hormon, data = gbsg)
landmark <- summary(gbsg_fit, times = c(365, 1095, 1825))

# three groups, two strata, ties, and patients without an event
three <- survdiff(Surv(time, status) ~ ph.ecog, data = subset(lung, ph.ecog < 3))
early <- survdiff(Surv(time, status) ~ ph.ecog, data = subset(lung, ph.ecog < 3), rho = 1)
tight_cox <- coxph.control(eps = 1e-14, toler.chol = 1e-15, iter.max = 100)
one <- coxph(Surv(time, status) ~ sex, data = lung, control = tight_cox)
several <- coxph(Surv(time, status) ~ age + ph.ecog + strata(sex), data = lung, control = tight_cox)
cox <- function(fit) list(estimate = unname(fit$coefficients), se = unname(sqrt(diag(fit$var))), log_likelihood = fit$loglik)

json <- exact(list(
  versions = list(r = R.version.string, metafor = as.character(packageVersion("metafor")),
                  survival = as.character(packageVersion("survival"))),
  bcg = list(
    q_profile = profile, adhoc_90 = adhoc, leave_one_out = without, cumulative = adding,
    egger_lm = list(t = egger$zval, p = egger$pval, df = egger$ddf),
    subgroups = c(subgroups, list(q_between = between$QE, p = between$QEp)),
    regression_two = list(estimate = c(two$beta), se = two$se, tau2 = two$tau2, i2 = two$I2, qm = two$QM, qmp = two$QMp, r2 = two$R2),
    regressions = regressions
  ),
  senn2013 = contrast_network("validation/data/senn2013.csv", "plac"),
  smoking = arm_network("validation/data/smoking.csv", "A"),
  pritz1997 = list(double_arcsine = list(estimate = back$pred, ci_low = back$ci.lb, ci_high = back$ci.ub)),
  gbsg = list(landmark = list(strata = as.character(landmark$strata), time = landmark$time, surv = landmark$surv,
                              n_risk = landmark$n.risk, std_err = landmark$std.err)),
  lung = list(log_rank = list(chi2 = three$chisq, observed = three$obs, expected = three$exp),
              peto_peto = early$chisq, cox_sex = cox(one), cox_strata = cox(several))
))
dir.create("tests/reference", showWarnings = FALSE, recursive = TRUE)
writeLines(json, "tests/reference/metafor_more.json")
