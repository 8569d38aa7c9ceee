# Effect sizes from what papers print, tables with empty cells, and single proportions, for
# tests/reference/effect_sizes.json. Run from the project's root: Rscript validation/effect_sizes.R
# conv.wald() came after metafor 3.8-1, so what it does stands here in base R.
suppressPackageStartupMessages({ library(metafor); library(survival); library(jsonlite) })

exact <- function(x) toJSON(x, digits = I(17), dataframe = "rows", auto_unbox = TRUE, null = "null", na = "null", pretty = 1)

intervals <- data.frame(ratio = c(0.65, 0.28, 1.34, 2.5), low = c(0.55, 0.22, 0.9, 0.8), high = c(0.77, 0.37, 2, 7.8),
                        level = c(95, 95, 99, 90))
intervals <- transform(intervals, log_ratio = log(ratio),
                       se = (log(high) - log(low)) / (2 * qnorm(0.5 + level / 200)))

p_values <- data.frame(ratio = c(0.65, 0.65, 1.4, 0.9, 0.72), p = c(0.001, 0.001, 0.03, 0.4, 1e-9), sides = c(2, 1, 2, 1, 2))
p_values <- transform(p_values, se = abs(log(ratio)) / qnorm(p / sides, lower.tail = FALSE))

events <- data.frame(ratio = c(0.65, 1.2), events_1 = c(265, 12), events_2 = c(304, 9))
events <- transform(events, se = sqrt(1 / events_1 + 1 / events_2))

medians <- data.frame(median_1 = c(9.6, 28.8), median_2 = c(6.4, 6.8), events_1 = c(265, 87), events_2 = c(304, 158))
rates <- function(median) qexp(0.5) / median
medians <- transform(medians, log_ratio = log(rates(median_1) / rates(median_2)), se = sqrt(1 / events_1 + 1 / events_2))

test <- survdiff(Surv(time, status) ~ sex, data = lung)
log_rank <- list(o_minus_e = test$obs[2] - test$exp[2], v = test$var[2, 2],
                 log_ratio = (test$obs[2] - test$exp[2]) / test$var[2, 2], se = 1 / sqrt(test$var[2, 2]))

# one, two and four empty cells, an arm in which everyone has the event, and full tables
rare <- data.frame(events_1 = c(0, 3, 0, 12, 5, 1, 0), n_1 = c(40, 55, 30, 12, 60, 80, 25),
                   events_2 = c(4, 0, 0, 9, 11, 6, 25), n_2 = c(41, 60, 28, 14, 58, 79, 25))
of_measure <- function(m) {
  rows <- escalc(measure = m, ai = events_1, n1i = n_1, ci = events_2, n2i = n_2, data = rare, drop00 = m != "RD")
  fit <- rma.mh(ai = events_1, n1i = n_1, ci = events_2, n2i = n_2, data = rare, measure = m, drop00 = m != "RD",
                correct = FALSE)
  list(yi = c(rows$yi), vi = c(rows$vi), mantel_haenszel = list(estimate = c(fit$beta), se = fit$se, p = fit$pval,
       ci_low = fit$ci.lb, ci_high = fit$ci.ub, q = fit$QE, p_q = fit$QEp))
}
peto <- rma.peto(ai = events_1, n1i = n_1, ci = events_2, n2i = n_2, data = rare)
zero_cells <- list(tables = rare, OR = of_measure("OR"), RR = of_measure("RR"), RD = of_measure("RD"),
                   peto = list(estimate = c(peto$beta), se = peto$se, p = peto$pval, q = peto$QE, p_q = peto$QEp))

cohorts <- data.frame(events = c(0, 8, 13, 22, 20), n = c(11, 14, 42, 91, 20))
logit <- escalc(measure = "PLO", xi = events, ni = n, data = cohorts)
double <- escalc(measure = "PFT", xi = events, ni = n, data = cohorts)
limits <- function(test) t(mapply(function(x, n) test(x, n), cohorts$events, cohorts$n))
pooled <- rma(logit, method = "REML", test = "knha", control = list(threshold = 1e-14, maxiter = 10000))
shown <- predict(pooled, transf = transf.ilogit)
proportions <- list(
  cohorts = cohorts, logit = list(yi = c(logit$yi), vi = c(logit$vi)), double_arcsine = list(yi = c(double$yi), vi = c(double$vi)),
  clopper_pearson = limits(function(x, n) binom.test(x, n)$conf.int),
  wilson = limits(function(x, n) suppressWarnings(prop.test(x, n, correct = FALSE)$conf.int)),
  pooled = list(estimate = shown$pred, ci_low = shown$ci.lb, ci_high = shown$ci.ub, prediction_low = shown$pi.lb,
                prediction_high = shown$pi.ub)
)

json <- exact(list(
  versions = list(r = R.version.string, metafor = as.character(packageVersion("metafor")),
                  survival = as.character(packageVersion("survival"))),
  intervals = intervals, p_values = p_values, events = events, medians = medians, log_rank = log_rank,
  zero_cells = zero_cells, proportions = proportions
))
writeLines(json, "tests/reference/effect_sizes.json")
